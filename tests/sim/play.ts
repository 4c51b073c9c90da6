import { brokenPromises, stillWaiting } from './checks.ts';
import { scheduleIndexedDB } from './disk.ts';
import { playCalm, playGlances, playStorm } from './story.ts';
import { newTown, type Town } from './town.ts';

/** What came of one seed. */
export interface Played {
  readonly seed: number;
  /** Broken promises; none is right. */
  readonly violations: readonly string[];
  /** How often what was played or reached. */
  readonly counts: Readonly<Record<string, number>>;
  readonly events: number;
  readonly traceHash: number;
}

/** After the storm, everything has been sent within this time, with nobody's help: the longest pause and some more. */
const CALM_MS = 26 * 60_000;

/** Plays one seed from its first event to its checks. @param log every event as a line */
export async function play(seed: number, log?: (line: string) => void): Promise<Played> {
  const town = newTown(seed, log);
  const { scheduler, ledger } = town;
  const hook = scheduleIndexedDB(scheduler);
  try {
    await playStorm(town);
    await playCalm(town, CALM_MS);
    const waiting = await finding(town, stillWaiting(town));
    await playGlances(town);
    const violations = [...waiting, ...(await finding(town, brokenPromises(town)))];
    ledger.saw('events', scheduler.events);
    return {
      seed,
      violations,
      counts: Object.fromEntries(ledger.played),
      events: scheduler.events,
      traceHash: scheduler.traceHash,
    };
  } finally {
    hook.restore();
  }
}

/** Reads of the phones' storage are events like all others. */
async function finding(town: Town, search: Promise<string[]>): Promise<string[]> {
  let found: string[] | undefined;
  const done = search.then((what) => {
    found = what;
  });
  await town.scheduler.run(Number.POSITIVE_INFINITY, () => found !== undefined);
  await done;
  return found ?? [];
}
