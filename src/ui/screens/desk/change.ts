/** A share as a whole number of 100, and a difference with its sign: what people say. */
export const ofHundred = (share: number): number => Math.round(share * 100);

/** What can be said of a change when both ends of its interval are on one side of nothing. */
export type Change = 'more' | 'fewer' | 'unclear';

export function changeOf({ lower, upper }: { lower: number; upper: number }): Change {
  if (lower > 0) return 'more';
  return upper < 0 ? 'fewer' : 'unclear';
}

/** Isolates keep a number from turning the words around it, where `bdi` cannot stand. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
