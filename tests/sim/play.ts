import type { JournalLine, OutboxEntry } from '../../src/storage/index.ts';
import { brokenPromises, heldUp, lackingOn, notGivenBack, stillWaiting } from './checks.ts';
import { type Day, dayOf } from './day.ts';
import { DATABASE, type Device } from './device.ts';
import { scheduleIndexedDB } from './disk.ts';
import {
  isEnough,
  playCalm,
  playCrash,
  playEdge,
  playGlances,
  playIdle,
  playLoss,
  playNewcomer,
  playPrompt,
  playStorm,
} from './story.ts';
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

/** Plays one seed from its first event to its checks. @param log every event as a line */
export function play(seed: number, day = dayOf(seed), log?: (line: string) => void): Promise<Played> {
  const town = newTown(seed, log);
  const { scheduler, ledger } = town;
  return inTown(town, async () => {
    const violations = await playDay(town, day).catch((error: unknown) => [
      ...ledger.violations,
      `broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ]);
    ledger.saw('events', scheduler.events);
    const { events, traceHash } = scheduler;
    return { seed, violations, counts: Object.fromEntries(ledger.played), events, traceHash };
  });
}

/** Of looks, until nobody tells anything new: who looks last may give back what others then have to fetch. */
const ROUNDS_MAX = 3;

async function playDay(town: Town, day: Day): Promise<string[]> {
  const { scenes } = day;
  for (const scene of scenes) town.ledger.saw(`scene: ${scene}`);
  await playStorm(town, day);
  await playCalm(town, day.mayEndEarly);
  const waiting = await finding(town, stillWaiting(town));
  if (scenes.has('crash')) waiting.push(...(await heldUpByOne(town)));
  const late = scenes.has('prompt') ? await keptWaiting(town) : [];
  // The first may bring to light what a restored database lost; the next ones bring that to all.
  await playGlances(town);
  if (scenes.has('idle')) await playIdle(town);
  for (let round = 0, counted = -1; round < ROUNDS_MAX && counted !== town.server.counted; round++) {
    counted = town.server.counted;
    await playGlances(town);
  }
  const broken = await finding(town, brokenPromises(town));
  const lacking = scenes.has('newcomer') ? await lackingOnANewPhone(town) : [];
  const found = [...waiting, ...late, ...broken, ...lacking, ...playedTooLittle(town)];
  return found.length > 0 || !scenes.has('loss') ? found : afterALoss(town);
}

async function heldUpByOne(town: Town): Promise<string[]> {
  const found: string[] = [];
  await playCrash(town, async (device) => {
    found.push(...heldUp(town, device));
  });
  return found;
}

async function keptWaiting(town: Town): Promise<string[]> {
  const late: string[] = [];
  const looking = (where: string) => async (device: Device, saved: ReadonlySet<string>) => {
    const isMeant = (entry: OutboxEntry): boolean =>
      saved.has(town.ledger.photos.get(entry.id)?.report ?? entry.id) && !wasFreed(device, entry);
    const stuck = await finding(town, stillWaiting({ devices: [device] }, isMeant));
    late.push(...stuck.map((what) => `${what}, ${where}`));
  };
  await playPrompt(town, looking('in good weather'));
  if (town.oddities.is(0.5)) await playEdge(town, looking('at the edge of coverage'));
  return late;
}

/** A colleague's session found other rules, and took up again what was refused: that waits for its author's session. */
const wasFreed = ({ disk }: Device, { addedAt }: OutboxEntry): boolean =>
  (disk.rows(DATABASE, 'journal') as JournalLine[]).some(
    ({ event, at }) => event === 'rules-changed' && at >= addedAt,
  );

async function lackingOnANewPhone(town: Town): Promise<string[]> {
  const newcomer = await playNewcomer(town);
  const isOpen = newcomer.tabs.some((tab) => tab.isOpen);
  const found = isOpen ? await finding(town, lackingOn(town, newcomer)) : [];
  // What it saved, nobody else may have.
  town.devices.push(newcomer);
  return found;
}

/** Another morning, after the database was lost. */
async function afterALoss(town: Town): Promise<string[]> {
  const lost: string[] = [];
  await playLoss(town, async () => {
    lost.push(...(await finding(town, notGivenBack(town))));
  });
  await playGlances(town);
  await playGlances(town);
  return [...lost, ...(await finding(town, brokenPromises(town)))];
}

function playedTooLittle(town: Town): string[] {
  const { ledger } = town;
  return isEnough(town)
    ? []
    : [`played too little: ${ledger.count('saves')} saves, ${ledger.count('faults')} faults`];
}

/** Every task of IndexedDB belongs to this town while it plays. */
export async function inTown<T>({ scheduler }: Town, playing: () => Promise<T>): Promise<T> {
  const hook = scheduleIndexedDB(scheduler);
  try {
    return await playing();
  } finally {
    hook.restore();
  }
}

/** Reads of the phones' storage are events like all others. */
export async function finding(town: Town, search: Promise<string[]>): Promise<string[]> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  search.then(over, over);
  await town.scheduler.run(Number.POSITIVE_INFINITY, () => isOver);
  return search;
}
