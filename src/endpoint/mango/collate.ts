import { type Fields, isFields } from '../couch/json.ts';
import { spend, spendOnFields, spendOnText } from './work.ts';

/** CouchDB's order: null, false, true, numbers, text, lists, objects; undefined (not there) before all. */
function rank(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (value === false) return 2;
  if (value === true) return 3;
  if (typeof value === 'number') return 4;
  if (typeof value === 'string') return 5;
  return Array.isArray(value) ? 6 : 7;
}

/** Unicode's root order, as CouchDB's ICU. */
const text = new Intl.Collator('en');

/** Negative when `a` comes before `b`; 0 only for equal values. Depth is limited by `checkShape` at the door. */
export function collate(a: unknown, b: unknown): number {
  spend(1);
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return collateTexts(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return collateLists(a, b);
  if (isFields(a) && isFields(b)) return collateLists(entriesOf(a), entriesOf(b));
  return 0;
}

function collateTexts(a: string, b: string): number {
  spendOnText(Math.min(a.length, b.length));
  if (a === b) return 0;
  return text.compare(a, b) || (a < b ? -1 : 1);
}

/** Place by place; the shorter one first. */
function collateLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let place = 0; place < Math.min(a.length, b.length); place++) {
    const order = collate(a[place], b[place]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function entriesOf(fields: Fields): [string, unknown][] {
  const entries = Object.entries(fields);
  spendOnFields(entries);
  return entries;
}
