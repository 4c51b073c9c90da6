import { type Fields, isFields } from '../couch/json.ts';
import { readSelector } from './selector.ts';

/**
 * What a filter of the changes looks at in a document, kept beside the document's row once it was read. Two hundred
 * collectors each ask for their own among everybody's: without this, each reads every document from the disk.
 */
export type Facets = Record<string, unknown>;

export interface Filter {
  readonly matches: (document: Fields) => boolean;
  /** Plain fields at the top of a document that decide alone; undefined when the filter looks at more. */
  readonly fields: readonly string[] | undefined;
}

/** More would cost memory for each document; the app's own selection looks at four. */
const FIELDS_MAX = 8;
/** Of all filters together, for each document: anybody may filter by names of their own. */
const KEPT_FIELDS_MAX = 16;
/** Longer texts and names are not kept, but read again. */
const TEXT_LENGTH_MAX = 100;
/** The same few texts (kinds, names) stand in thousands of documents: each is kept once. */
const kept = new Map<string, string>();
const KEPT_MAX = 50_000;
/** Stands for a value that is not kept: then the document itself must be looked at. */
const UNKEPT = Symbol('not kept');

export function compileFilter(selector: unknown): Filter {
  const matches = readSelector(selector);
  const fields = new Set<string>();
  const isPlain = isFields(selector) && collect(selector, fields);
  return { matches, fields: isPlain && fields.size <= FIELDS_MAX ? [...fields] : undefined };
}

/** @returns whether the selector looks only at plain fields at the top, whose names are then in `fields` */
function collect(selector: Fields, fields: Set<string>): boolean {
  return Object.entries(selector).every(([key, argument]) => {
    if (key === '$not') return isFields(argument) && collect(argument, fields);
    if (key.startsWith('$')) {
      return Array.isArray(argument) && argument.every((one) => isFields(one) && collect(one, fields));
    }
    fields.add(key);
    return key.length <= TEXT_LENGTH_MAX && !/[.\\]/.test(key);
  });
}

/** Whether the document passes, as far as its facets tell; undefined when it must be read. */
export function decide({ matches, fields }: Filter, facets: Facets | undefined): boolean | undefined {
  if (!fields || !facets) return undefined;
  for (const field of fields) if (!(field in facets) || facets[field] === UNKEPT) return undefined;
  return matches(facets);
}

/** The facets with those added that `filter` looks at; where they would be too many, these alone. */
export function learn({ fields }: Filter, facets: Facets | undefined, document: Fields): Facets | undefined {
  if (!fields) return facets;
  const names = new Set([...Object.keys(facets ?? {}), ...fields]);
  const known = names.size > KEPT_FIELDS_MAX ? undefined : facets;
  const learnt: Facets = known ?? (Object.create(null) as Facets);
  for (const field of fields)
    learnt[field] = keep(Object.hasOwn(document, field) ? document[field] : undefined);
  return learnt;
}

function keep(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) return UNKEPT;
  if (typeof value !== 'string') return value;
  if (value.length > TEXT_LENGTH_MAX) return UNKEPT;
  const same = kept.get(value);
  if (same !== undefined) return same;
  if (kept.size < KEPT_MAX) kept.set(value, value);
  return value;
}
