import { brokenPromises, stillWaiting } from './checks.ts';
import type { TransactionFate } from './disk.ts';
import type { Mishap } from './network.ts';
import { acts, correctsSurvey, reportsPlace, savesSurvey } from './people.ts';
import { finding, inTown } from './play.ts';
import { playCalm, playGlances } from './story.ts';
import { newTown, type Town } from './town.ts';

/**
 * One scripted day of one phone, played again and again: each of its transactions and each of its requests fails once,
 * before its effect and after.
 */
type Failure =
  | { readonly of: 'transaction'; readonly at: number; readonly fate: TransactionFate }
  | { readonly of: 'request'; readonly at: number; readonly mishap: Mishap };

const FATES: readonly TransactionFate[] = [
  { at: 'before', act: 'die' },
  { at: 'after', act: 'die' },
  { at: 'before', act: 'lose-connection' },
  { at: 'before', act: 'fail' },
];

const MISHAPS: readonly Mishap[] = [
  { kind: 'request lost' },
  { kind: 'answer lost' },
  { kind: 'cut', share: 0.5, isLoud: false },
  { kind: 'twice', afterMs: 600_000 },
  { kind: 'answered', status: 500, hasEffect: false },
  { kind: 'answered', status: 504, hasEffect: true },
];

/** Plays every n-th of all failures and tells each. */
export async function playEach(part: number, parts: number, tell: (message: object) => void): Promise<void> {
  const { transactions, requests } = await playScript(undefined);
  const failures: Failure[] = [
    ...numbered(transactions, FATES).map(([at, fate]) => ({ of: 'transaction', at, fate }) as const),
    ...numbered(requests, MISHAPS).map(([at, mishap]) => ({ of: 'request', at, mishap }) as const),
  ];
  for (const [index, failure] of failures.entries()) {
    if (index % parts !== part) continue;
    const { violations } = await playScript(failure);
    tell({ kind: 'failed once', fault: JSON.stringify(failure), violations });
  }
}

const numbered = <T>(count: number, each: readonly T[]): [number, T][] =>
  Array.from({ length: count }, (_, index) => index + 1).flatMap((at) =>
    each.map((one): [number, T] => [at, one]),
  );

const SEED = 1;
const MINUTE_MS = 60_000;

interface Scripted {
  readonly violations: readonly string[];
  readonly transactions: number;
  readonly requests: number;
}

function playScript(failure: Failure | undefined): Promise<Scripted> {
  const town = newTown(SEED);
  return inTown(town, async () => {
    const counted = script(town, failure);
    await playDay(town);
    const { transactions, requests } = counted();
    await playCalm(town, false);
    const waiting = await finding(town, stillWaiting(town));
    await playGlances(town);
    await playGlances(town);
    const violations = [...waiting, ...(await finding(town, brokenPromises(town)))];
    return { violations, transactions, requests };
  });
}

/** Two surveys, a correction and a place with a photo are saved and sent, while a review and a form come back. */
async function playDay(town: Town): Promise<void> {
  const { scheduler, server } = town;
  const tab = amina(town);
  for (const act of [savesSurvey, savesSurvey, reportsPlace, correctsSurvey, savesSurvey]) {
    scheduler.post(tab.device.lane, 'script', () => acts(town, tab, act));
    await scheduler.run(scheduler.nowMs + MINUTE_MS / 6);
  }
  server.publishForm(1);
  await scheduler.run(scheduler.nowMs + 5 * MINUTE_MS);
}

const amina = ({ devices }: Town) => {
  const tab = devices[0]?.tabs[0];
  if (tab === undefined) throw new Error('nobody lives here');
  return tab;
};

/** Calm weather but for that one failure. @returns what has been counted since */
function script(town: Town, failure: Failure | undefined): () => { transactions: number; requests: number } {
  let transactions = 0;
  let requests = 0;
  const { weather } = town;
  Object.assign(weather, { bodyBytesMax: 1_000_000, gzipRefusal: undefined, isStormy: false });
  weather.plan = (device) => {
    if (device !== amina(town).device) return undefined;
    requests += 1;
    return failure?.of === 'request' && failure.at === requests ? failure.mishap : undefined;
  };
  const tab = amina(town);
  tab.fateOf = () => {
    transactions += 1;
    if (failure?.of !== 'transaction' || failure.at !== transactions) return undefined;
    tab.lastFate = failure.fate.act;
    return failure.fate;
  };
  return () => ({ transactions, requests });
}
