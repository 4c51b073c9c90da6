import type { EntityDocument } from '../document.ts';

/** What one response says of one thing, with the id of its document. */
export interface EntityEvent {
  readonly id: string;
  readonly body: EntityDocument;
}

/** A thing of a list as all that was said of it makes it. */
export interface Entity {
  readonly list: string;
  readonly uuid: string;
  readonly label: string;
  readonly properties: Readonly<Record<string, string>>;
  /** How often it was made or changed. */
  readonly version: number;
  /** False: its making has not arrived here yet, or was taken back. */
  readonly isMade: boolean;
  /** What nobody has answered yet: the `base` of the next change. */
  readonly heads: readonly string[];
  /** What people who did not know of each other said differently; the next change of the thing ends it. */
  readonly conflicts: readonly EntityConflict[];
  /** In the order in which they count, whatever the clocks say. */
  readonly events: readonly EntityEvent[];
}

export interface EntityConflict {
  /** `label`, or the name of a property. */
  readonly property: string;
  /** The one that stands last. */
  readonly said: readonly { readonly value: string; readonly collector: string }[];
}

/** All things that events are about, by list and uuid. */
export function foldAll(events: readonly EntityEvent[]): Entity[] {
  const byThing = new Map<string, EntityEvent[]>();
  for (const event of events) {
    const key = `${event.body.list}\n${event.body.entity}`;
    const known = byThing.get(key);
    if (known === undefined) byThing.set(key, [event]);
    else known.push(event);
  }
  return [...byThing.values()].flatMap((own) => foldEntity(own) ?? []);
}

/**
 * One thing, worked out of all events about it in whatever order they came: those that a writer had seen count before
 * hers; of two that did not know of each other the one with the greater id counts last, so that every phone shows the
 * same. Nothing said is ever lost.
 * @returns undefined without events
 */
export function foldEntity(events: readonly EntityEvent[]): Entity | undefined {
  const [first] = events;
  if (first === undefined) return undefined;
  const history = new History(events);
  const said = history.order.filter(({ body }) => body.action !== 'none');
  const { label = '', ...properties } = valuesOf(said);
  return {
    list: first.body.list,
    uuid: first.body.entity,
    label,
    properties,
    version: said.length,
    isMade: said.some(({ body }) => body.action === 'create'),
    heads: history.heads,
    conflicts: history.conflicts(),
    events: history.order,
  };
}

/** The last word on each property, the label among them: no property may be called so (XLSForm). */
function valuesOf(events: readonly EntityEvent[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const { body } of events) {
    for (const [property, value] of saidIn(body)) values.set(property, value);
  }
  return Object.fromEntries(values);
}

const saidIn = ({ action, label, properties }: EntityDocument): [string, string][] =>
  action === 'none'
    ? []
    : [...Object.entries(properties), ...(label === undefined ? [] : [['label', label] as [string, string]])];

/** Who had seen what. */
class History {
  readonly order: readonly EntityEvent[];
  readonly heads: readonly string[];
  readonly #byId: ReadonlyMap<string, EntityEvent>;

  constructor(events: readonly EntityEvent[]) {
    // In one order from the start, so that even what no phone of ours writes is the same everywhere.
    const sorted = events.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    this.#byId = new Map(sorted.map((event) => [event.id, event]));
    const depths = this.#depths();
    const depth = ({ id }: EntityEvent): number => depths.get(id) ?? 0;
    this.order = [...this.#byId.values()].sort(
      (one, other) => depth(one) - depth(other) || (one.id < other.id ? -1 : 1),
    );
    const answered = new Set(events.flatMap(({ id, body }) => body.base.filter((base) => base !== id)));
    this.heads = this.order.map(({ id }) => id).filter((id) => !answered.has(id));
  }

  /** How many events lie before each at least; a circle, which no phone of ours writes, is cut where it closes. */
  #depths(): ReadonlyMap<string, number> {
    const known = new Map<string, number>();
    const open = new Set<string>();
    for (const root of this.#byId.keys()) {
      const waiting = [root];
      for (let id = waiting.at(-1); id !== undefined; id = waiting.at(-1)) {
        open.add(id);
        const before = this.#before(id);
        const next = before.find((base) => !known.has(base) && !open.has(base));
        if (next !== undefined) waiting.push(next);
        else {
          known.set(id, Math.max(0, ...before.map((base) => (known.get(base) ?? 0) + 1)));
          waiting.pop();
        }
      }
    }
    return known;
  }

  #before(id: string): string[] {
    return (this.#byId.get(id)?.body.base ?? []).filter((base) => base !== id && this.#byId.has(base));
  }

  /** An event and all that its writer had seen, directly or through others. */
  #seenBy(head: string): ReadonlySet<string> {
    const seen = new Set([head]);
    for (const id of seen) for (const base of this.#before(id)) seen.add(base);
    return seen;
  }

  /** Each head's last words on what the others' writers had not all seen, where they differ. */
  conflicts(): EntityConflict[] {
    const seen = this.heads.map((head) => this.#seenBy(head));
    const isApart = ({ id }: EntityEvent): boolean => !seen.every((all) => all.has(id));
    const found = new Map<string, Map<string, string>>();
    for (const own of seen) {
      const last = new Map<string, { value: string; collector: string }>();
      for (const event of this.order.filter((one) => own.has(one.id) && isApart(one))) {
        const { collector } = event.body;
        for (const [property, value] of saidIn(event.body)) last.set(property, { value, collector });
      }
      for (const [property, { value, collector }] of last)
        found.set(property, (found.get(property) ?? new Map<string, string>()).set(value, collector));
    }
    const now = valuesOf(this.order);
    const stands = (property: string, value: string): number => Number(now[property] === value);
    return [...found]
      .filter(([, values]) => values.size > 1)
      .map(([property, values]) => ({
        property,
        said: [...values]
          .map(([value, collector]) => ({ value, collector }))
          .sort((one, other) => stands(property, one.value) - stands(property, other.value)),
      }))
      .sort((one, other) => (one.property < other.property ? -1 : 1));
  }
}
