import type { ResponseDocument } from '../document.ts';
import type { CompiledForm } from '../form/compile.ts';
import { entityEventId, olderUuid, type PlacedAction, placedActionsOf } from './actions.ts';
import type { EntityEvent } from './fold.ts';

/** What a finished response says of one thing, in the words of ODK's entities (spec 2025.1.0). */
export interface ToldEntity {
  readonly list: string;
  /** Its uuid. */
  readonly entity: string;
  readonly action: 'create' | 'update';
  readonly label: string;
  /** Path of the question whose instance speaks of it; '' for none. */
  readonly at: string;
  /** The version that its writer had before her; of a change only. */
  readonly baseVersion?: number;
}

/** @param events all that was said of the lists of its form */
export const toldEntities = (
  form: CompiledForm,
  id: string,
  body: ResponseDocument,
  events: ReadonlyMap<string, EntityEvent>,
): ToldEntity[] => lastOfEach(placedActionsOf(form, id, body)).map((one) => toldEntity(one, id, events));

function toldEntity(
  { said: { list, entity, action, label = '' }, at }: PlacedAction,
  response: string,
  events: ReadonlyMap<string, EntityEvent>,
): ToldEntity {
  const told = { list, entity, action, label, at };
  if (action === 'create') return told;
  const ids = [entity, olderUuid(entity)].map((uuid) => entityEventId(list, uuid, response));
  // A change is of something that is there, even where its making never arrived here.
  return { ...told, baseVersion: Math.max(1, ...ids.map((id) => versionBefore(events, id))) };
}

/** Of one thing a response says one thing, as its document does: the place that has the last word says it. */
function lastOfEach(actions: readonly PlacedAction[]): PlacedAction[] {
  const byThing = new Map<string, PlacedAction>();
  for (const one of actions) {
    const key = `${one.said.list}\n${one.said.entity}`;
    const isMade = byThing.get(key)?.said.action === 'create';
    byThing.set(key, isMade ? { ...one, said: { ...one.said, action: 'create' } } : one);
  }
  return [...byThing.values()];
}

/** How often a thing had been made or changed as far as the writer of an event knew. */
function versionBefore(events: ReadonlyMap<string, EntityEvent>, id: string): number {
  const seen = new Set([id]);
  let version = 0;
  for (const one of seen) {
    const event = events.get(one);
    for (const base of event?.body.base ?? []) seen.add(base);
    if (one !== id && event !== undefined && event.body.action !== 'none') version++;
  }
  return version;
}
