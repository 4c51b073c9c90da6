import type { ResponseDocument } from '../domain/document.ts';
import {
  actionsOf,
  type EntityAction,
  entityActions,
  entityDocuments,
  olderUuid,
} from '../domain/entities/actions.ts';
import { type EntityEvent, foldAll } from '../domain/entities/fold.ts';
import { entityTable } from '../domain/entities/table.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import type { FormDefinition, Row } from '../domain/form/definition.ts';
import type { FormState } from '../domain/form/state.ts';
import type { CampaignStore } from '../storage/index.ts';

/** The documents of what a finished response says of things: to be written with it, in one transaction. */
export const entityEvents = (
  form: CompiledForm,
  state: FormState,
  store: CampaignStore,
  id: string,
  body: ResponseDocument,
): Promise<EntityEvent[]> => eventsOf(store, id, body, entityActions(form, state, id, body.entities));

/** The same of a response that was finished elsewhere. */
export const entityEventsOf = (
  form: CompiledForm,
  store: CampaignStore,
  id: string,
  body: ResponseDocument,
): Promise<EntityEvent[]> => eventsOf(store, id, body, actionsOf(form, id, body));

async function eventsOf(
  store: CampaignStore,
  id: string,
  body: ResponseDocument,
  actions: readonly EntityAction[],
): Promise<EntityEvent[]> {
  const known = await Promise.all([
    store.documents.about(id, 'entity'),
    ...actions.flatMap(({ list, entity }) =>
      [entity, olderUuid(entity)].map((uuid) => store.documents.entities(list, uuid)),
    ),
  ]);
  const byId = new Map(known.flat().map((event) => [event.id, event]));
  return entityDocuments(id, body, actions, [...byId.values()]);
}

/**
 * A form with the lists of things that it asks for, as they are on this phone now: each is a table by the name of the
 * file that the form takes it for.
 * @returns the form, and these names of those lists that hold anything
 */
export async function withLists(
  store: CampaignStore,
  form: CompiledForm,
): Promise<{ form: CompiledForm; lists: ReadonlySet<string> }> {
  const lists = form.extended === undefined ? [] : [...listsIn(form.definition)];
  const tables = await Promise.all(
    lists.map(async (list) => {
      const table = entityTable(foldAll(await store.documents.entities(list)));
      return [`${list}.csv`, table] as const;
    }),
  );
  const filled = tables.filter(([, table]) => table.length > 0);
  return {
    form: filled.length === 0 ? form : (form.extended?.withTables(Object.fromEntries(filled)) ?? form),
    lists: new Set(filled.map(([name]) => name)),
  };
}

/** Lists that no sheet of the form holds: `villages.csv` of a question, `instance('villages')`, a csv-external row. */
export function listsIn({ survey, choices }: FormDefinition): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (rows: readonly Row[]): void => {
    for (const row of rows) {
      const file = /^(.+)\.csv$/i.exec(row.list_name ?? '')?.[1];
      if (file !== undefined) found.add(file);
      if (row.type === 'csv-external') found.add(row.name);
      for (const value of Object.values(row)) {
        if (typeof value !== 'string') continue;
        for (const [, list] of value.matchAll(/\b(?:instance|pulldata)\(\s*['"]([^'"]+)['"]/g))
          if (list !== undefined) found.add(list.replace(/\.csv$/i, ''));
      }
      walk(row.children ?? []);
    }
  };
  walk(survey);
  return new Set([...found].filter((list) => !Object.hasOwn(choices, list)));
}
