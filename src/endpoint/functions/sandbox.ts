/// <reference path="./raw.d.ts" />
import { Worker } from 'node:worker_threads';
import source from './worker.js?raw';

/** Bytes for everything a function holds: a document of 8 MB takes about 60 when it is taken apart. */
const MEMORY_BYTES_MAX = 128 * 1024 * 1024;
const STACK_BYTES_MAX = 256 * 1024;
/** Milliseconds for one call. Campaign rules take 0.1. */
const CALL_MS_MAX = 500;
/**
 * Milliseconds until the whole thread is ended: QuickJS looks at the clock only every few thousand steps, and one step
 * may join an array of a million. Measured: 40 seconds between two looks.
 */
const THREAD_MS_MAX = 2_000;

/** Milliseconds for thread and engine to start, on a busy machine. */
const START_MS_MAX = 30_000;

/** What a function made of its arguments: an answer, or what it threw (an error as its name and message). */
export type Called =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly thrown: unknown; readonly isTimeout: boolean };

/** A function, or why the text is none. */
export type Compiled =
  | { readonly ok: true; readonly call: SandboxedFunction }
  | { readonly ok: false; readonly why: string };

type What = 'compile' | 'call' | 'drop';

/** One thread, one call at a time: then its time is only its own. */
class Sandbox {
  #worker: Worker | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** Counts threads that have ended: what was compiled in one of them is gone. */
  life = 0;

  /** Nobody else's question comes between those of `work`: what it knows of the thread stays true. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** To be called in turn. Undefined when the thread had to be ended, or ended itself. */
  async ask(what: What, key: number, text: string): Promise<unknown> {
    const worker = this.#worker ?? (await this.#start());
    return worker && this.#answer(worker, THREAD_MS_MAX, [what, key, text]);
  }

  async #start(): Promise<Worker | undefined> {
    const limits = { memoryBytes: MEMORY_BYTES_MAX, stackBytes: STACK_BYTES_MAX, callMs: CALL_MS_MAX };
    const worker = new Worker(source, {
      eval: true,
      env: {},
      // Those of this process are not for a text that is plain CommonJS (`node --input-type=module`).
      execArgv: [],
      workerData: { base: import.meta.url, ...limits },
    });
    worker.unref();
    this.#worker = worker;
    const isReady = await this.#answer(worker, START_MS_MAX);
    return isReady === undefined ? undefined : worker;
  }

  /** The next thing that `worker` says. */
  #answer(worker: Worker, withinMs: number, question?: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve) => {
      const done = (answer: unknown) => {
        clearTimeout(timer);
        for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
        resolve(answer);
      };
      const end = () => {
        this.#worker = undefined;
        this.life += 1;
        done(undefined);
        void worker.terminate();
      };
      const timer = setTimeout(end, withinMs);
      worker.on('message', done);
      worker.on('error', end);
      worker.on('exit', end);
      if (question) worker.postMessage(question);
    });
  }
}

const sandbox = new Sandbox();
let made = 0;

/**
 * Compiles a function of a design document in a JavaScript engine of its own (QuickJS as WebAssembly, in a thread of its
 * own). It has the language and nothing else: no process, network, files, timers, modules; bounded in memory, stack, time.
 * @param text the function, as CouchDB takes it: `function (doc, old, who) { … }`
 */
export async function compile(text: string): Promise<Compiled> {
  const call = new SandboxedFunction(text);
  const why = await call.prepare();
  return why === undefined ? { ok: true, call } : { ok: false, why };
}

export class SandboxedFunction {
  readonly #text: string;
  readonly #key = made++;
  #life = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns why it could not be compiled, or undefined */
  prepare(): Promise<string | undefined> {
    return sandbox.inTurn(() => this.#compile());
  }

  async #compile(): Promise<string | undefined> {
    const why = await sandbox.ask('compile', this.#key, this.#text);
    this.#life = sandbox.life;
    if (why === null) return undefined;
    return why === undefined ? 'it takes too long' : String(why);
  }

  /** @param values JSON values */
  call(...values: unknown[]): Promise<Called> {
    return sandbox.inTurn(async () => {
      // Whoever was before may have ended the thread, and this function with it.
      if (this.#life !== sandbox.life) {
        const why = await this.#compile();
        if (why !== undefined)
          return { ok: false, thrown: { name: 'Error', message: why }, isTimeout: false };
      }
      return readTold(await sandbox.ask('call', this.#key, JSON.stringify(values)));
    });
  }

  dispose(): void {
    void sandbox.inTurn(async () => {
      if (this.#life === sandbox.life) await sandbox.ask('drop', this.#key, '');
    });
  }
}

/** A function may bend its own `JSON`; then what it tells is no answer. */
function readTold(told: unknown): Called {
  if (told === undefined) return { ok: false, thrown: null, isTimeout: true };
  if (typeof told !== 'string') {
    const isTimeout = (told as { message?: unknown }).message === 'interrupted';
    return { ok: false, thrown: told, isTimeout };
  }
  try {
    const { ok, value, thrown } = JSON.parse(told) as Record<string, unknown>;
    return ok === true ? { ok, value } : { ok: false, thrown, isTimeout: false };
  } catch {
    return { ok: false, thrown: { name: 'TypeError', message: 'no answer' }, isTimeout: false };
  }
}
