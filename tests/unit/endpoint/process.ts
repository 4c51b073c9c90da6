import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfNeeded } from '../../../src/endpoint/bin/build.js';
import { until } from '../../support/until.ts';

const project = resolve(import.meta.dirname, '../../..');
const program = pathToFileURL(join(project, 'dist/endpoint/main.js')).href;
const RUN = `const { run } = await import(${JSON.stringify(program)});
const code = await run(process.argv.slice(1)); if (code !== undefined) process.exit(code);`;

export const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'dastak-endpoint-'));

/**
 * Builds what the child processes run; a second when something changed, else nothing. Test files that run side by side
 * take turns: a build empties the folder from which a server of another file may be starting.
 */
export async function buildEndpoint(): Promise<void> {
  const lock = join(project, 'dist/endpoint.lock');
  mkdirSync(join(project, 'dist'), { recursive: true });
  await until(() => taken(lock));
  try {
    if (!buildIfNeeded(project, false)) throw new Error('the endpoint does not build');
  } finally {
    rmSync(lock);
  }
}

/** Throws while another process that is alive has it. */
function taken(lock: string): void {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch (trouble) {
    if (!isAlive(Number(readFileSync(lock, 'utf8')))) rmSync(lock);
    throw trouble;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const start = (words: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, ['--input-type=module', '-e', RUN, '--', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: tmpdir(),
    env: { ...process.env, ...env },
  });

/** Runs a `dastak` command. @returns its exit code; null when it was killed */
export function runWith(env: NodeJS.ProcessEnv, ...words: string[]): Promise<number | null> {
  const child = start(words, env);
  child.stdout?.resume();
  child.stderr?.resume();
  return new Promise((ended) => child.once('close', (code) => ended(code)));
}

/** Given to `runWith` and `serveWith`: the process ends itself at a chosen step (`tests/support/dieAt.mjs`). */
export const MORTAL: NodeJS.ProcessEnv = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(project, 'tests/support/dieAt.mjs')).href}`,
};

export interface Served {
  readonly url: string;
  readonly pid: number;
  readonly output: string;
  /** As a power cut for the process: it gets no chance to tidy up. */
  kill(): Promise<void>;
  /** Ctrl+C. */
  stop(): Promise<number | null>;
}

/** Runs `dastak serve` until it says where it is open. */
export const serve = (...words: string[]): Promise<Served> => serveWith({}, ...words);

export function serveWith(env: NodeJS.ProcessEnv, ...words: string[]): Promise<Served> {
  const child = start(['serve', '--port', '0', ...words], env);
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  let output = '';
  return new Promise((opened, failed) => {
    child.stderr?.on('data', (part: Buffer) => (output += part));
    child.stdout?.on('data', (part: Buffer) => {
      output += part;
      const url = /open at\s+(\S+)[\s\S]*Stop with/.exec(output)?.[1];
      if (url === undefined) return;
      const signal = (name: NodeJS.Signals) => {
        child.kill(name);
        return ended;
      };
      opened({
        url,
        output,
        pid: child.pid ?? 0,
        kill: async () => void (await signal('SIGKILL')),
        stop: () => signal('SIGINT'),
      });
    });
    ended.then(() => failed(new Error(`the server ended: ${output}`)));
  });
}
