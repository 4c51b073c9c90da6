import { type Entity, foldAll } from '../../domain/entities/fold.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { CampaignStore } from '../../storage/index.ts';
import { loaded } from '../loaded.ts';
import type { DeskParts } from './index.ts';
import type { EntityList, ExportedFile } from './types.ts';

/** The lists of things that responses have made, by name. */
export async function entityLists(store: CampaignStore): Promise<EntityList[]> {
  const byList = new Map<string, Entity[]>();
  for (const entity of foldAll(await store.documents.ofType('entity'))) {
    if (!entity.isMade) continue;
    const known = byList.get(entity.list);
    if (known === undefined) byList.set(entity.list, [entity]);
    else known.push(entity);
  }
  return [...byList]
    .map(([list, entities]) => ({
      list,
      count: entities.length,
      apart: entities.filter(({ conflicts }) => conflicts.length > 0),
    }))
    .sort((one, other) => (one.list < other.list ? -1 : 1));
}

/** One list as a table. */
export async function entitiesFile(
  { store, device }: DeskParts,
  list: string,
): Promise<Result<ExportedFile, 'not-loaded'>> {
  const code = await loaded(import('../../exchange/index.ts'));
  if (!code.ok) return code;
  const entities = foldAll(await store.documents.entities(list)).filter(({ isMade }) => isMade);
  return ok({
    name: `${list}-${device.clock.today()}.csv`,
    blob: new Blob([code.value.exportEntitiesCsv(entities)], { type: 'text/csv;charset=utf-8' }),
    count: entities.length,
  });
}
