import type { Entity } from '../domain/entities/fold.ts';
import { writeCsv } from './csv.ts';

/**
 * The things of one list as ODK Central's table of entities: one row each, one column a property.
 * @returns CSV after RFC 4180, with a byte order mark
 */
export function exportEntitiesCsv(entities: readonly Entity[]): string {
  const properties = [...new Set(entities.flatMap((one) => Object.keys(one.properties)))].sort();
  const fields = [
    '__id',
    'label',
    ...properties,
    '__createdAt',
    '__creatorId',
    '__creatorName',
    '__updates',
    '__updatedAt',
    '__version',
  ];
  const data = entities.map(({ uuid, label, properties: own, version, events }) => {
    const [first] = events;
    const last = events.at(-1);
    const collector = first?.body.collector ?? '';
    return [
      uuid,
      label,
      ...properties.map((property) => own[property] ?? ''),
      first?.body.at ?? '',
      collector,
      collector,
      version - 1,
      version > 1 ? (last?.body.at ?? '') : '',
      version,
    ];
  });
  return writeCsv(fields, data);
}
