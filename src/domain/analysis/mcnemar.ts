import type { PairedTable } from './paired.ts';

/** Probabilities of k = 0 .. last heads among n fair coins; logarithms, since 0.5^n vanishes beyond n = 1074. */
function fairCoins(last: number, n: number): number[] {
  const chances: number[] = [];
  let log = -n * Math.LN2;
  for (let k = 0; k <= last; k++) {
    chances.push(Math.exp(log));
    log += Math.log((n - k) / (k + 1));
  }
  return chances;
}

export interface McNemar {
  /** Exact two-sided p. */
  readonly exact: number;
  /** Mid-p (Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91): nearer to its level than the exact one. */
  readonly midP: number;
}

/**
 * McNemar's test: among those who changed their answer, is one direction more frequent than a coin would make it?
 * 1 when nobody changed.
 */
export function mcnemar({ yesNo, noYes }: PairedTable): McNemar {
  const changed = yesNo + noYes;
  if (changed === 0) return { exact: 1, midP: 1 };
  const fewer = Math.min(yesNo, noYes);
  const chances = fairCoins(fewer, changed);
  const tail = chances.reduce((sum, chance) => sum + chance, 0);
  const last = chances[fewer] ?? 0;
  const exact = Math.min(1, 2 * tail);
  return { exact, midP: yesNo === noYes ? 1 - last / 2 : exact - last };
}
