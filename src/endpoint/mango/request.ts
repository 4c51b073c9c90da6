import { type Fields, isFields, isStrings } from '../couch/json.ts';
import { Refusal } from '../couch/refusal.ts';
import { stepsOf } from './field.ts';
import { readSelector } from './selector.ts';

/** CouchDB's words for what is wrong with a request to `_find` or `_index` (`mango_error.erl`). */
export const refuse = (error: string, reason: string): Refusal => new Refusal(400, error, reason);
export const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 100);

export interface FindRequest {
  readonly selector: Fields;
  readonly matches: (document: Fields) => boolean;
  readonly limit: number;
  readonly skip: number;
  /** Paths to sort by; none: by `_id`. */
  readonly sort: readonly string[];
  readonly isDescending: boolean;
  /** Undefined: whole documents. */
  readonly fields: readonly (readonly string[])[] | undefined;
  readonly bookmark: string | undefined;
  readonly conflicts: boolean;
  readonly executionStats: boolean;
  readonly useIndex: { readonly ddoc: string; readonly name: string | undefined } | undefined;
  readonly allowFallback: boolean;
}

/** What CouchDB takes; `r`, `stale`, `stable` and `update` are about clusters and lagging indexes, which are not here. */
const KEYS = new Set(
  'selector limit skip sort fields bookmark conflicts execution_stats use_index allow_fallback partition r stale stable update'.split(
    ' ',
  ),
);
const LIMIT = 25;

export function readFind(body: Fields): FindRequest {
  const stray = Object.keys(body).find((key) => !KEYS.has(key));
  if (stray !== undefined)
    throw refuse('invalid_key', `Invalid key ${stray.slice(0, 100)} for this request.`);
  const { selector } = body;
  if (selector === undefined) throw refuse('missing_required_key', 'Missing required key: selector');
  if (!isFields(selector)) {
    throw refuse('invalid_selector_json', `Selector must be a JSON object, not: ${shown(selector)}`);
  }
  return {
    selector,
    matches: readSelector(selector),
    limit: count(body['limit'], LIMIT),
    skip: count(body['skip'], 0),
    ...readSort(body['sort'] ?? []),
    fields: readFieldList(body['fields'] ?? []),
    bookmark: readBookmark(body['bookmark']),
    conflicts: flag(body['conflicts'], false),
    executionStats: flag(body['execution_stats'], false),
    useIndex: readUseIndex(body['use_index'] ?? []),
    allowFallback: flag(body['allow_fallback'], true),
  };
}

function count(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw refuse('invalid_non_neg_integer', `${shown(value)} is not an integer greater than or equal to zero`);
}

function flag(value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value === 'boolean') return value;
  throw refuse('invalid_boolean', `Invalid boolean value: ${shown(value)}`);
}

function readBookmark(value: unknown): string | undefined {
  if (value === undefined || value === 'nil' || value === '') return undefined;
  if (typeof value !== 'string') throw refuse('invalid_string', `Invalid string: ${shown(value)}`);
  return value;
}

function readFieldList(value: unknown): FindRequest['fields'] {
  if (value === 'all_fields') return undefined;
  if (!isStrings(value)) {
    throw refuse('invalid_fields', `Fields must be an array of strings, not: ${shown(value)}`);
  }
  return value.length === 0 ? undefined : value.map(stepsOf);
}

function readUseIndex(value: unknown): FindRequest['useIndex'] {
  const [ddoc, name] = typeof value === 'string' ? [value] : isStrings(value) ? value : ['?', '?', '?'];
  if (ddoc === undefined || ddoc === '') return undefined;
  if (Array.isArray(value) ? value.length > 2 : ddoc === '?') {
    throw refuse('invalid_index_name', `Invalid index name: ${shown(value)}`);
  }
  return { ddoc: ddoc.startsWith('_design/') ? ddoc : `_design/${ddoc}`, name };
}

/** `"name"` or `{"name": "asc"}`, in one direction. */
export function readSort(value: unknown): { readonly sort: string[]; readonly isDescending: boolean } {
  if (!Array.isArray(value)) {
    throw refuse('invalid_sort_json', `Sort must be an array of sort specs, not: ${shown(value)}`);
  }
  const specs = value.map(readSortField);
  const directions = new Set(specs.map(({ direction }) => direction));
  if (directions.size > 1) {
    throw refuse('unsupported_mixed_sort', 'Sorts currently only support a single direction for all fields.');
  }
  return { sort: specs.map(({ field }) => field), isDescending: directions.has('desc') };
}

function readSortField(spec: unknown): { field: string; direction: string } {
  if (typeof spec === 'string' && spec !== '') return { field: spec, direction: 'asc' };
  const [entry, ...more] = isFields(spec) ? Object.entries(spec) : [];
  if (!entry || more.length > 0 || entry[0] === '') {
    throw refuse('invalid_sort_field', `Invalid sort field: ${shown(spec)}`);
  }
  const [field, direction] = entry;
  if (direction !== 'asc' && direction !== 'desc') {
    throw refuse('invalid_sort_dir', `Invalid sort direction: ${shown(direction)}`);
  }
  return { field, direction };
}
