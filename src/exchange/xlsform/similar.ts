const SHEETS = ['survey', 'choices', 'settings', 'external_choices', 'entities', 'osm'];

/** Names of sheets that are this one but for a slip or two, with commas between them. */
export const similarSheets = (name: string, names: readonly string[]): string =>
  names
    .filter((other) => !SHEETS.includes(other) && !other.startsWith('_') && distance(name, other) <= 2)
    .join(', ');

/** How many letters must be put in, taken out or changed to make one word the other (Levenshtein 1966). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  [...one].forEach((letter, i) => {
    const next = [i + 1];
    [...other].forEach((their, j) => {
      const change = (row[j] ?? 0) + (letter === their ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}
