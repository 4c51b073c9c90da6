// Processes that play seeds side by side. Each has its own globals, which the simulator bends, and its own memory.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Seeds that a process plays before a fresh one follows. The first thirty cost a quarter more: code that is not compiled yet. */
const SEEDS_A_PROCESS = 2_000;
/** What a town leaves behind dies young; collecting that in threads side by side costs more than it saves, as all cores play. */
const MEMORY = ['--max-semi-space-size=64', '--single-threaded-gc'];
/** Short, so that all end together. */
const SEEDS_A_JOB = 10;

/** A seed takes a second or two; one that is not over after this has no end. */
const PATIENCE_MS = 180_000;

/**
 * Plays all jobs side by side.
 * @param {string} bundle
 * @param {object[]} jobs
 * @param {(result: object) => boolean} take told each result; false ends all
 * @param {number} processes one plays them in their order
 */
export async function playJobs(bundle, jobs, take, processes = availableParallelism()) {
  const waiting = [...jobs];
  const state = { isOver: false, children: new Set() };
  const one = async () => {
    while (waiting.length > 0 && !state.isOver) await oneProcess(bundle, waiting, take, state);
  };
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, one));
}

/** @param {number} from @param {number} seeds */
export function seedJobs(from, seeds) {
  const jobs = [];
  for (let at = 0; at < seeds; at += SEEDS_A_JOB) {
    jobs.push({ kind: 'seeds', from: from + at, seeds: Math.min(SEEDS_A_JOB, seeds - at) });
  }
  return jobs;
}

function oneProcess(bundle, waiting, take, state) {
  return new Promise((resolve, reject) => {
    const child = fork(bundle, {
      execArgv: MEMORY,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    state.children.add(child);
    let jobsLeft = SEEDS_A_PROCESS / SEEDS_A_JOB;
    let isWorking = false;
    let watchdog;
    const isAwake = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    };
    const next = () => {
      const job = jobsLeft-- > 0 && !state.isOver ? waiting.shift() : undefined;
      isWorking = job !== undefined;
      isAwake();
      if (job === undefined) child.disconnect();
      else child.send(job);
    };
    child.on('message', (message) => {
      isAwake();
      if (message.kind === 'done') return next();
      if (!state.isOver && take(message) === false) {
        state.isOver = true;
        for (const other of state.children) other.kill();
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watchdog);
      state.children.delete(child);
      const why = signal === 'SIGKILL' ? 'hangs' : `ended with ${code ?? signal}`;
      if (isWorking && !state.isOver) reject(new Error(`a simulator's process ${why}`));
      else resolve();
    });
    next();
  });
}
