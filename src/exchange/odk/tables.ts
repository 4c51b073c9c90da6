import type { Geopoint } from '../../domain/answer.ts';
import { modelOf } from '../../domain/form/extended/InstanceMap.ts';
import { unguarded } from '../csv.ts';
import { GEOPOINT_PARTS } from '../csvColumns.ts';
import { type Field, type Fields, isHolder, isRepeat } from './fields.ts';
import type { Details, Facts, Instance } from './instance.ts';
import type { Cells, Row, Table } from './table.ts';
import { factsOf, isBeside, keyOf } from './tableFacts.ts';

/** Whether its rows are instances of a repeat. */
const isInner = ({ headings }: Table): boolean => headings.includes('PARENT_KEY');
/** Only we write this column: then we guarded the cells, too. */
const isOurs = (tables: readonly Table[]): boolean =>
  tables.some(({ headings }) => headings.includes('ActiveSeconds'));

/**
 * The records, and the rows of repeats whose record is in no table, that tables of ODK Central, Briefcase or KoboToolbox hold.
 * @param details what stands beside the tables in a file of ours, by instance
 */
export function instancesInTables(
  tables: readonly Table[],
  fields: Fields,
  details: ReadonlyMap<string, Details>,
): { instances: Instance[]; strays: { table: string; key: string }[] } {
  const clean = isOurs(tables) ? unguarded : (cell: string): string => cell;
  const records = new Map<string, Record_>();
  const roots = tables.filter((table) => !isInner(table));
  for (const table of roots) {
    for (const row of table.rows) {
      const record: Record_ = {
        instanceId: keyOf(row.facts),
        facts: factsOf(row.facts),
        texts: new Map(),
        counts: new Map(),
        methods: new Map(),
      };
      takeRow(record, row.answers, table, { fields, scope: fields.top, clean, prefix: '' });
      records.set(record.instanceId || `${records.size}`, record);
    }
  }
  const strays: { table: string; key: string }[] = [];
  // Outer repeats first: the rows in them are counted under them.
  for (const table of tables.filter(isInner).sort((a, b) => depthOf(a, fields) - depthOf(b, fields))) {
    for (const row of table.rows) {
      if (!takeInstance(records, row, table, fields, clean))
        strays.push({ table: table.name, key: row.facts['KEY'] ?? row.facts['PARENT_KEY'] ?? '' });
    }
  }
  const instances = [...records.values()].map((record) => ({
    ...record,
    details: details.get(record.instanceId),
  }));
  return { instances, strays };
}

interface Record_ {
  readonly instanceId: string;
  readonly facts: Facts;
  readonly texts: Map<string, string>;
  readonly counts: Map<string, number>;
  readonly methods: Map<string, Geopoint['method']>;
}

interface Scope {
  readonly fields: Fields;
  /** What the columns of this table may be about. */
  readonly scope: readonly Field[];
  readonly clean: (cell: string) => string;
  /** Of the instance, with `/` behind. */
  readonly prefix: string;
}

const depthOf = (table: Table, fields: Fields): number =>
  repeatOf(table.rows[0]?.facts ?? {}, table, fields)?.path.split('/').length ?? 0;

/** Which repeat a table is of: as its keys say, or else its name. */
function repeatOf(row: Cells, { name }: Table, fields: Fields): Field | undefined {
  const byKey = fields.at(placeIn(row['KEY'] ?? ''));
  if (byKey !== undefined && isRepeat(byKey)) return byKey;
  const named = name.replace(/(?:~\d+)?\.csv$/i, '');
  return fields.repeats.find(({ row: own }) => named.endsWith(`-${own.name}`));
}

/** `members[2]` of `uuid:…/members[2]`. */
const placeIn = (key: string): string => (key.includes('/') ? key.slice(key.indexOf('/') + 1) : '');
const rootOf = (key: string): string => key.split('/')[0] ?? '';

/** @returns false when there is no record that it belongs to */
function takeInstance(
  records: ReadonlyMap<string, Record_>,
  { answers, facts }: Row,
  table: Table,
  fields: Fields,
  clean: Scope['clean'],
): boolean {
  const repeat = repeatOf(facts, table, fields);
  const key = facts['KEY'] || facts['PARENT_KEY'] || '';
  const record = records.get(rootOf(key));
  if (repeat === undefined || record === undefined) return false;
  const path = pathOf(facts, repeat, record);
  const number = Number(/\[(\d+)\]$/.exec(path)?.[1]);
  const holder = path.replace(/\[\d+\]$/, '');
  record.counts.set(holder, Math.max(record.counts.get(holder) ?? 0, number));
  takeRow(record, answers, table, { fields, scope: repeat.fields, clean, prefix: `${path}/` });
  return true;
}

/** By its key or, where that is none of ours, after those that its parent has already. */
function pathOf(row: Cells, repeat: Field, { counts }: Record_): string {
  const own = placeIn(row['KEY'] ?? '');
  if (modelOf(own) === repeat.path && own.endsWith(']')) return own;
  const parent = placeIn(row['PARENT_KEY'] ?? '');
  const holder = parent + repeat.path.slice(modelOf(parent).length).replace(/^\/?/, parent === '' ? '' : '/');
  return `${holder}[${(counts.get(holder) ?? 0) + 1}]`;
}

function takeRow(record: Record_, row: Cells, table: Table, scope: Scope): void {
  const used = new Set<string>();
  const cellAt = (heading: string): string | undefined => {
    const found = headingsOf(heading).find((one) => Object.hasOwn(row, one));
    if (found !== undefined) used.add(found);
    return found === undefined ? undefined : scope.clean(row[found] ?? '');
  };
  /** Names of the choices that columns of their own say were taken: `heard/radio`. */
  const split = (heading: string): string => {
    const own = table.headings.filter((one) =>
      headingsOf(heading).some((whole) => one.startsWith(`${whole}/`)),
    );
    for (const one of own) used.add(one);
    const taken = own.filter((one) => /^(?:1|true|yes)$/i.test(row[one] ?? ''));
    return taken.map((one) => one.slice(one.lastIndexOf('/') + 1)).join(' ');
  };
  const take = (list: readonly Field[], prefix: string, heading: string): void => {
    for (const field of list) {
      const name = heading + field.row.name;
      const path = `${prefix}${field.row.name}`;
      if (isRepeat(field)) continue;
      if (isHolder(field)) take(field.fields, `${path}/`, `${name}/`);
      else takeCell(record, field, path, name, { cellAt, split });
    }
  };
  take(scope.scope, scope.prefix, '');
  for (const heading of table.headings) {
    const cell = row[heading] ?? '';
    if (used.has(heading) || cell === '' || isBeside(heading)) continue;
    record.texts.set(scope.prefix + heading, scope.clean(cell));
  }
}

/** Central joins groups by `-`, Kobo by `/` or what its person chose. */
const headingsOf = (path: string): string[] =>
  ['-', '/', ':', '.'].map((between) => path.replaceAll('/', between));

interface Reading {
  cellAt(heading: string): string | undefined;
  split(heading: string): string;
}

function takeCell(
  record: Record_,
  { row }: Field,
  path: string,
  heading: string,
  { cellAt, split }: Reading,
): void {
  const taken = row.type === 'select_multiple' ? split(heading) : '';
  const isPoint = row.type.endsWith('geopoint');
  const parts = isPoint ? GEOPOINT_PARTS.map(([part]) => cellAt(`${heading}/${part}`)) : [];
  const [lat, lon = '', altitude, accuracy, method] = parts;
  // A point in several columns has none of its own: what is called like it is a fact.
  const whole = lat === undefined ? cellAt(heading) || taken : '';
  const text = lat ? `${lat} ${lon} ${altitude || 0} ${accuracy || 0}` : whole;
  if (text !== '') record.texts.set(path, text);
  if (method === 'gps' || method === 'pin' || method === 'manual') record.methods.set(path, method);
}
