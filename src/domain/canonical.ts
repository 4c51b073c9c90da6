/**
 * JSON with sorted keys and no whitespace, so that equal values have equal text (for hashes).
 * Keys whose value is undefined are left out, as in `JSON.stringify`.
 * @param value a JSON value
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isPlain(part) ? sorted(part) : part));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Code-unit order, as RFC 8785 asks: a locale's order differs between phones.
const sorted = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
