import Dexie from 'dexie';

/**
 * Cheaper doubles of what the platform brings, for a process that does nothing but play seeds: Node's own are built
 * for real networks and threads and would cost more than the code under test. Each does as much as sync, storage and
 * the fakes use.
 */
export function installLightPlatform(): void {
  const light = { Response: LightResponse, Headers: LightHeaders, AbortController: LightAbortController };
  Object.assign(globalThis, light, { structuredClone: copyOf, queueMicrotask: afterThis });
  // Stack traces cost more than the errors; a replay with a trace brings them back.
  Error.stackTraceLimit = 0;
  Dexie.addons.push((db) => {
    db.use({ stack: 'dbcore', name: 'remember-tables', level: 1000, create: rememberingTables });
    // Nobody looks at a live query here: what was read and written need not be told to one.
    for (const name of ['Observability', 'Cache']) db.unuse({ stack: 'dbcore', name });
  });
}

const settled = Promise.resolve();
const then = settled.then;

/** Node's own makes a resource for `async_hooks` each time; Dexie calls it some hundred thousand times a seed. */
function afterThis(run: () => void): void {
  void then.call(settled, run);
}

type Create = Parameters<InstanceType<typeof Dexie>['use']>[0];
type DownCore = Parameters<Extract<Create, { stack: 'dbcore' }>['create']>[0];

/** Dexie builds each table's middleware anew for every transaction. */
function rememberingTables(down: DownCore): Partial<DownCore> {
  const tables = new Map<string, ReturnType<DownCore['table']>>();
  return {
    table(name) {
      const known = tables.get(name) ?? down.table(name);
      tables.set(name, known);
      return known;
    },
  };
}

class LightHeaders {
  private readonly values = new Map<string, string>();
  constructor(init?: LightHeaders | Record<string, string>) {
    const entries = init instanceof LightHeaders ? init.values : Object.entries(init ?? {});
    for (const [name, value] of entries) this.set(name, value);
  }
  get(name: string): string | null {
    return this.values.get(name.toLowerCase()) ?? null;
  }
  has(name: string): boolean {
    return this.values.has(name.toLowerCase());
  }
  set(name: string, value: string): void {
    this.values.set(name.toLowerCase(), value);
  }
  delete(name: string): void {
    this.values.delete(name.toLowerCase());
  }
}

type LightBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;

class LightResponse {
  readonly status: number;
  readonly headers: LightHeaders;
  constructor(
    private readonly told: LightBody = null,
    init: { status?: number; headers?: LightHeaders | Record<string, string> } = {},
  ) {
    this.status = init.status ?? 200;
    this.headers = new LightHeaders(init.headers);
  }
  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }
  /** Its bytes in one part, or a stream that breaks. */
  get body(): { getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, 'read'> } {
    if (this.told instanceof ReadableStream) return this.told;
    const parts = [this.inBytes()];
    const read = async () => {
      const value = parts.pop();
      return value === undefined ? { done: true as const, value } : { done: false as const, value };
    };
    return { getReader: () => ({ read }) };
  }
  clone(): LightResponse {
    return new LightResponse(this.told, { status: this.status, headers: this.headers });
  }
  async text(): Promise<string> {
    return typeof this.told === 'string' ? this.told : new TextDecoder().decode(this.inBytes());
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    // Bytes that were just made of a text are nobody else's.
    return typeof this.told === 'string' ? this.inBytes().buffer : this.inBytes().slice().buffer;
  }
  private inBytes(): Uint8Array<ArrayBuffer> {
    if (typeof this.told === 'string') return new TextEncoder().encode(this.told);
    return this.told instanceof Uint8Array ? this.told : new Uint8Array();
  }
}

class LightAbortController {
  readonly signal = new LightAbortSignal();
  abort(): void {
    this.signal.abort();
  }
}

class LightAbortSignal {
  aborted = false;
  private listeners: (() => void)[] = [];
  addEventListener(_type: string, listener: () => void): void {
    this.listeners.push(listener);
  }
  removeEventListener(_type: string, listener: () => void): void {
    this.listeners = this.listeners.filter((one) => one !== listener);
  }
  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.listeners) listener();
  }
  throwIfAborted(): void {
    if (this.aborted) throw new DOMException('aborted', 'AbortError');
  }
}

const cloneOfPlatform = globalThis.structuredClone;

/** Plain values, lists, maps and bytes; whatever else is left to the platform, its refusals included. */
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? cloneOfPlatform(value) : value;
  }
  return copyOfObject(value) as T;
}

function copyOfObject(value: object): object {
  if (Array.isArray(value)) return value.map(copyOf);
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype === Object.prototype || prototype === null) {
    const copy: Record<string, unknown> = { ...value };
    for (const key in copy) {
      const held = copy[key];
      if (typeof held !== 'string' && typeof held !== 'number') copy[key] = copyOf(held);
    }
    return copy;
  }
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof Uint8Array) return value.slice();
  if (value instanceof Map) return new Map([...value].map(([key, held]) => [copyOf(key), copyOf(held)]));
  return cloneOfPlatform(value);
}
