/** At 13 px so many letters fit beside each other on a phone of 360 px, room between them counted. */
const LETTERS_MAX = 45;

/** Whether so many columns of a narrow phone cannot hold the longest of these words whole. */
export function isTight(labels: readonly string[], columns: number): boolean {
  const longest = Math.max(0, ...labels.flatMap((label) => label.split(/[\s-]+/)).map((word) => word.length));
  return longest * columns > LETTERS_MAX;
}
