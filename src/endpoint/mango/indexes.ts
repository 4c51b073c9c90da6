import { createHash } from 'node:crypto';
import { type Fields, isFields } from '../couch/json.ts';
import { notImplemented } from '../couch/refusal.ts';
import type { Database } from '../store/database.ts';
import { readSort, refuse, shown } from './request.ts';
import { readSelector, requiredFields } from './selector.ts';

/** An index as CouchDB keeps it: a view of a design document whose language is `query`. */
export interface Index {
  readonly ddoc: string;
  readonly name: string;
  readonly fields: readonly string[];
  readonly direction: 'asc' | 'desc';
  readonly partialFilter: Fields | undefined;
}

export interface IndexRequest {
  readonly ddoc: string;
  readonly name: string;
  /** What the design document holds under `views[name]`. */
  readonly view: Fields;
}

/** Reads the body of `POST _index`. The names that nobody gave are a hash of the definition, as CouchDB's. */
export function readIndex(body: Fields): IndexRequest {
  const { index, ddoc, name, type = 'json', partial_filter_selector } = body;
  if (type !== 'json') throw notImplemented(`An index of type ${shown(type)}`);
  if (index === undefined) throw refuse('missing_required_key', 'Missing required key: index');
  if (!isFields(index)) throw refuse('invalid_index', `JSON indexes must be an object, not: ${shown(index)}`);
  const { sort, isDescending } = readSort(index['fields'] ?? []);
  if (sort.length === 0) throw refuse('invalid_index', 'Index is missing its definition.');
  const filter = index['partial_filter_selector'] ?? partial_filter_selector;
  if (filter !== undefined) readSelector(filter);
  const fields = Object.fromEntries(sort.map((field) => [field, isDescending ? 'desc' : 'asc']));
  const map = { fields, ...(filter === undefined ? {} : { partial_filter_selector: filter }) };
  const hash = createHash('sha1').update(JSON.stringify(map)).digest('hex');
  const document = nameOr(ddoc, hash).replace(/^_design\//, '');
  return {
    ddoc: `_design/${document}`,
    name: nameOr(name, hash),
    view: { map, reduce: '_count', options: { def: { fields: index['fields'] } } },
  };
}

function nameOr(value: unknown, otherwise: string): string {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'string' && value !== '' && value !== '_design/') return value;
  throw refuse('invalid_index_name', `Invalid index name: ${shown(value)}`);
}

export async function indexesOf(database: Database): Promise<Index[]> {
  const log = await database.changes();
  const documents = await Promise.all(log.designs().map((row) => database.winner(row)));
  return documents.flatMap((document) => (document ? readDesign(document) : [])).sort(byName);
}

const byName = (a: Index, b: Index): number => (a.ddoc + a.name < b.ddoc + b.name ? -1 : 1);

/** What a design document from anywhere says of indexes; what cannot be read is no index. */
function readDesign(document: Fields): Index[] {
  if (document['language'] !== 'query' || !isFields(document['views'])) return [];
  return Object.entries(document['views']).flatMap(([name, view]) => {
    const map = isFields(view) && isFields(view['map']) ? view['map'] : {};
    if (!isFields(map['fields'])) return [];
    const { partial_filter_selector: filter } = map;
    return [
      {
        ddoc: String(document['_id']),
        name,
        fields: Object.keys(map['fields']),
        direction: Object.values(map['fields'])[0] === 'desc' ? 'desc' : 'asc',
        partialFilter: isFields(filter) ? filter : undefined,
      } as const,
    ];
  });
}

/** As CouchDB: an index holds only documents with all of its fields, so all of them must be asked for. */
export function isUsable(index: Index, selector: Fields, sort: readonly string[]): boolean {
  const asked = requiredFields(selector);
  for (const field of sort) asked.add(field);
  return index.fields.every((field) => asked.has(field)) && servesSort(index, selector, sort);
}

/** The sort's fields must lead the index; leading fields with one fixed value change no order. */
function servesSort(index: Index, selector: Fields, sort: readonly string[]): boolean {
  const isFixed = (field: string) => {
    const condition = selector[field];
    return condition !== undefined && (!isFields(condition) || '$eq' in condition);
  };
  for (let start = 0; start + sort.length <= index.fields.length; start++) {
    if (sort.every((field, place) => index.fields[start + place] === field)) return true;
    if (!isFixed(index.fields[start] ?? '')) return false;
  }
  return sort.length === 0;
}
