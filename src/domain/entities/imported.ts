import type { ResponseDocument } from '../document.ts';
import type { CompiledForm } from '../form/compile.ts';
import { kept } from '../kept.ts';
import { actionsOf, entityDocuments, olderUuid } from './actions.ts';
import type { EntityEvent } from './fold.ts';

/**
 * What responses that come from a file say of things. Given in the order in which they were finished, each has seen what
 * is here and what those before it said. Uuids follow from what the file says alone, so that nothing is made twice.
 */
export class ImportedThings {
  readonly #about = new Map<string, EntityEvent[]>();
  readonly #known = new Set<string>();

  /** @param known all that is here of the lists of their forms */
  constructor(known: readonly EntityEvent[]) {
    for (const event of known) this.#learn(event);
  }

  /** @returns what is not here yet of what a response says */
  saidBy(form: CompiledForm, id: string, body: ResponseDocument): EntityEvent[] {
    const actions = actionsOf(form, id, body);
    const known = actions.flatMap(({ list, entity }) =>
      [entity, olderUuid(entity)].flatMap((uuid) => this.#about.get(thingKey(list, uuid)) ?? []),
    );
    const said = entityDocuments(id, body, actions, known).filter((event) => !this.#known.has(event.id));
    for (const event of said) this.#learn(event);
    return said;
  }

  #learn(event: EntityEvent): void {
    const { list, entity } = event.body;
    this.#known.add(event.id);
    kept(this.#about, thingKey(list, entity), (): EntityEvent[] => []).push(event);
  }
}

const thingKey = (list: string, entity: string): string => `${list}\n${entity}`;

/** Responses in the order in which they were finished. */
export const byTime = <R extends { readonly id: string; readonly document: ResponseDocument }>(
  responses: readonly R[],
): R[] =>
  responses.toSorted(
    (one, other) =>
      Date.parse(one.document.trail.finalizedAt) - Date.parse(other.document.trail.finalizedAt) ||
      (one.id < other.id ? -1 : 1),
  );
