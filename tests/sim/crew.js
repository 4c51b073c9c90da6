// Processes that play seeds side by side. Each has its own globals, which the simulator bends, and its own memory.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Seeds that a process plays before a fresh one follows: closed databases stay in Dexie's memory. */
const SEEDS_A_PROCESS = 200;
/** Short, so that all end together. */
const SEEDS_A_JOB = 10;

/**
 * Plays all jobs, as many side by side as there are cores.
 * @param {string} bundle
 * @param {object[]} jobs
 * @param {(result: object) => boolean} take told each result; false ends all
 */
export async function playJobs(bundle, jobs, take) {
  const waiting = [...jobs];
  const state = { isOver: false, children: new Set() };
  const one = async () => {
    while (waiting.length > 0 && !state.isOver) await oneProcess(bundle, waiting, take, state);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, one));
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
      execArgv: ['--max-semi-space-size=32'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    state.children.add(child);
    let jobsLeft = SEEDS_A_PROCESS / SEEDS_A_JOB;
    let isWorking = false;
    const next = () => {
      const job = jobsLeft-- > 0 && !state.isOver ? waiting.shift() : undefined;
      isWorking = job !== undefined;
      if (job === undefined) child.disconnect();
      else child.send(job);
    };
    child.on('message', (message) => {
      if (message.kind === 'done') return next();
      if (!state.isOver && take(message) === false) {
        state.isOver = true;
        for (const other of state.children) other.kill();
      }
    });
    child.on('exit', (code) => {
      state.children.delete(child);
      if (isWorking && !state.isOver) reject(new Error(`a simulator's process ended with ${code}`));
      else resolve();
    });
    next();
  });
}
