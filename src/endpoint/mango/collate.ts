import { isFields } from '../couch/json.ts';

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
  if (a === b) return 0;
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return text.compare(a, b) || (a < b ? -1 : 1);
  if (Array.isArray(a) && Array.isArray(b)) return collateLists(a, b);
  if (isFields(a) && isFields(b)) return collateLists(Object.entries(a), Object.entries(b));
  return 0;
}

/** Place by place; the shorter one first. */
function collateLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let place = 0; place < Math.min(a.length, b.length); place++) {
    const order = collate(a[place], b[place]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
