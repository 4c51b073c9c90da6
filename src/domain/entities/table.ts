import type { Entity } from './fold.ts';

/**
 * Things of a list as the rows of a table that `select_one_from_file <list>.csv` and `instance('<list>')` offer, in
 * ODK's columns: `name` is the uuid.
 */
export function entityTable(entities: readonly Entity[]): Record<string, string>[] {
  return entities
    .filter(({ isMade }) => isMade)
    .map(({ uuid, label, version, properties }) => ({
      ...properties,
      name: uuid,
      label,
      __version: String(version),
    }))
    .sort((one, other) => one.label.localeCompare(other.label) || (one.name < other.name ? -1 : 1));
}
