import './quiet.ts';
import { type Day, dayOf, WHOLE_DAY } from './day.ts';
import { playEach } from './exhaustive.ts';
import { installLightPlatform } from './platform.ts';
import { play } from './play.ts';

/** One process of a crew: takes jobs, tells what came of each. */
export type Job =
  | { readonly kind: 'seeds'; readonly from: number; readonly seeds: number; readonly isWhole?: boolean }
  /** The scripted session, with this share of all its single failures. */
  | { readonly kind: 'exhaustive'; readonly part: number; readonly parts: number }
  /** One seed with every event as a line. */
  | { readonly kind: 'trace'; readonly from: number; readonly isWhole?: boolean };

installLightPlatform();
// Dexie says when it opens a database anew, which here is somebody's fate.
console.warn = () => undefined;

const dayIn = (seed: number, isWhole?: boolean): Day => (isWhole ? WHOLE_DAY : dayOf(seed));

async function work(job: Job): Promise<void> {
  const tell = (message: object): void => void process.send?.(message);
  if (job.kind === 'exhaustive') await playEach(job.part, job.parts, tell);
  if (job.kind === 'trace') {
    Error.stackTraceLimit = 10;
    tell({
      kind: 'played',
      ...(await play(job.from, dayIn(job.from, job.isWhole), (line) => console.log(line))),
    });
  }
  if (job.kind === 'seeds') {
    for (let seed = job.from; seed < job.from + job.seeds; seed++)
      tell({ kind: 'played', isWhole: job.isWhole, ...(await play(seed, dayIn(seed, job.isWhole))) });
  }
  tell({ kind: 'done' });
}

process.on('message', (job: Job) => {
  work(job).catch((error: unknown) => {
    console.error(job, error);
    process.exit(1);
  });
});
