import { zOfLevel } from './normal.ts';

/** Ends of an interval; shares between 0 and 1, differences between -1 and 1. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** How many of how many. */
export interface Count {
  readonly yes: number;
  readonly n: number;
}

/** The level of every interval that Dastak shows. */
export const LEVEL = 0.95;

/**
 * Wilson's score interval of a proportion (Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:857,
 * method 3). Unlike the textbook interval it stays inside 0 to 1 and holds its level for few persons.
 * @returns null for nobody
 */
export function wilsonInterval({ yes, n }: Count, level: number = LEVEL): Interval | null {
  if (n <= 0) return null;
  const z2 = zOfLevel(level) ** 2;
  const share = yes / n;
  const centre = share + z2 / (2 * n);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / n + z2 / (4 * n * n)));
  return {
    lower: yes === 0 ? 0 : (centre - half) / (1 + z2 / n),
    upper: yes === n ? 1 : (centre + half) / (1 + z2 / n),
  };
}
