import { gunzipSync } from 'node:zlib';
import { brokenAfter } from '../support/fakeEndpoint.ts';
import type { Chance } from './chance.ts';
import type { Lane, Scheduler } from './scheduler.ts';

/** What may happen to a request on its way. */
export type Mishap =
  | { readonly kind: 'request lost' }
  | { readonly kind: 'answer lost' }
  /** The answer ends at any byte: `loud` as a broken connection, else as if it were whole. */
  | { readonly kind: 'cut'; readonly share: number; readonly isLoud: boolean }
  /** A byte of an attachment is another one. */
  | { readonly kind: 'garbled' }
  /** It is delivered once more, later; nobody hears that answer. */
  | { readonly kind: 'twice'; readonly afterMs: number }
  | { readonly kind: 'captive portal' }
  | { readonly kind: 'no answer for ever' }
  /** Something between answers; with `hasEffect` the endpoint had done it already. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly reason?: string;
      readonly retryAfterS?: number;
      /** Told as a time of day. */
      readonly isRetryDated?: boolean;
      readonly hasEffect: boolean;
    };

export interface Request {
  readonly method: string;
  /** Below the database, with its query; the whole address of what lies beside it. */
  readonly path: string;
  readonly url: string;
  readonly init: RequestInit;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

/** One tab's way to the endpoint. */
export interface Link {
  readonly name: string;
  readonly lane: Lane;
  isAlive(): boolean;
  /** Undefined: all goes well. */
  mishap(request: Request): Mishap | undefined;
  /** Told about each request that leaves and each answer that is heard. */
  asked(request: Request): void;
  heard(request: Request, answer: Heard | undefined): void;
  /** Told when the page has waited for no answer any longer. */
  gaveUp(request: Request, afterMs: number): void;
}

export interface Heard {
  readonly status: number;
  /** Whether the endpoint itself said so. */
  readonly isGenuine: boolean;
  readonly isLockout: boolean;
  /** Of a password or a token; not of a cookie that has run out, or of none. */
  readonly isRefusal: boolean;
  /** All of its words came. */
  readonly isWhole: boolean;
  /** Of its body, as many as came. */
  readonly bytes: number;
  readonly retryAfterS: number | undefined;
}

export interface Served {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The endpoint behind the network; undefined: it is down. */
export type Serve = (url: string, init: RequestInit) => Promise<Served | undefined>;

const NEVER = new Promise<never>(() => undefined);

export class Network {
  /** An older note came in over a newer one, as if the database were restored. */
  hasNoteAgain = false;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
    private readonly databaseUrl: string,
    private readonly serve: Serve,
    /** How often the server was stopped. */
    private readonly stops: () => number,
  ) {}

  /** Nobody else is reached, and least of all with a password. */
  private get siteUrl(): string {
    return this.databaseUrl.slice(0, this.databaseUrl.lastIndexOf('/') + 1);
  }

  /** One cookie a phone, as a browser keeps it for one site. */
  private readonly cookies = new Map<Lane, string>();

  leaveCookie(lane: Lane, cookie: string): void {
    this.cookies.set(lane, cookie);
  }

  /** As `fetch` would; a dead tab hears nothing for ever. */
  fetch(link: Link, url: string, init: RequestInit): Promise<Response> {
    if (!link.isAlive()) return NEVER;
    if (!url.startsWith(this.siteUrl)) return Promise.reject(new TypeError('Failed to fetch'));
    const request = this.requestOf(url, this.withCookie(link.lane, init));
    this.scheduler.trace(`${request.method} ${request.path} ${request.body?.length ?? 0}`);
    link.asked(request);
    const mishap = link.mishap(request);
    return new Promise((resolve, reject) => {
      let isOver = false;
      const end = (answer: Heard | undefined, settle: () => void): void => {
        if (isOver || !link.isAlive()) return;
        isOver = true;
        link.heard(request, answer);
        settle();
      };
      const fail = (): void => end(undefined, () => reject(new TypeError('Failed to fetch')));
      const askedMs = this.scheduler.nowMs;
      init.signal?.addEventListener('abort', () => {
        if (!isOver && link.isAlive()) link.gaveUp(request, this.scheduler.nowMs - askedMs);
        fail();
      });
      void this.travel(link, request, mishap, (arrived) => {
        if (arrived === undefined) return fail();
        const { response, ...heard } = arrived;
        const cookie = response.headers.get('set-cookie');
        // Whoever has gone, or given up, leaves nothing in the browser.
        const isHeard = !isOver && link.isAlive();
        if (isHeard && cookie !== null && init.credentials === 'include') this.cookies.set(link.lane, cookie);
        end(heard, () => resolve(response));
      });
    });
  }

  private withCookie(lane: Lane, init: RequestInit): RequestInit {
    const cookie = init.credentials === 'include' ? this.cookies.get(lane) : undefined;
    return cookie === undefined ? init : { ...init, headers: withHeader(init.headers, 'cookie', cookie) };
  }

  private requestOf(url: string, init: RequestInit): Request {
    const body =
      init.body === undefined || init.body === null ? undefined : (init.body as Uint8Array<ArrayBuffer>);
    return {
      method: init.method ?? 'GET',
      path: url.startsWith(this.databaseUrl) ? url.slice(this.databaseUrl.length) : url,
      url,
      init,
      body,
    };
  }

  private async travel(
    link: Link,
    request: Request,
    mishap: Mishap | undefined,
    arrive: (answer: (Heard & { response: Response }) | undefined) => void,
  ): Promise<void> {
    const back = (answer: Served | undefined, isGenuine: boolean): void => {
      this.wait(
        link.lane,
        `${link.name}: ${answer?.status ?? 'none'} to ${request.method} ${request.path}`,
        () => {
          const isWhole = mishap?.kind !== 'cut' && mishap?.kind !== 'garbled';
          arrive(
            answer && {
              ...heardOf(answer, mishap),
              isGenuine,
              isWhole,
              response: responseOf(answer, mishap),
            },
          );
        },
      );
    };
    if (mishap?.kind === 'no answer for ever') return;
    if (mishap?.kind === 'request lost') return back(undefined, false);
    if (mishap?.kind === 'captive portal') return back(portal(), false);
    const refused = (told: Answered): Served => refusal(told, this.scheduler.nowMs);
    if (mishap?.kind === 'answered' && !mishap.hasEffect) return back(refused(mishap), false);
    this.wait(this.scheduler.current, `${link.name}: ${request.method} ${request.path} arrives`, async () => {
      const answer = await this.served(request);
      if (mishap?.kind === 'twice') this.again(request, mishap.afterMs);
      if (mishap?.kind === 'answer lost') back(undefined, false);
      else if (mishap?.kind === 'answered') back(refused(mishap), false);
      else back(answer, true);
    });
  }

  private wait(lane: Lane, what: string, run: () => void): void {
    this.scheduler.after(this.delayMs(), lane, what, run);
  }

  /** From a good link to one that crawls. */
  private delayMs(): number {
    return Math.floor(20 * 1000 ** (this.chance.next() ** 2));
  }

  /** What was still on its way to a server that was stopped does not reach the one that comes back. */
  private again(request: Request, afterMs: number): void {
    const stops = this.stops();
    this.scheduler.after(afterMs, this.scheduler.current, `${request.path} again`, () => {
      if (stops !== this.stops()) return;
      this.hasNoteAgain ||= request.path.startsWith('/_local');
      void this.served(request);
    });
  }

  /** Bodies are unpacked here: the platform's own streams work in threads, whose order no seed decides. */
  private served({ url, init, body }: Request): Promise<Served | undefined> {
    const headers = new Headers(init.headers);
    if (headers.get('content-encoding') !== 'gzip' || body === undefined)
      return this.serve(url, { ...init, headers });
    headers.delete('content-encoding');
    return this.serve(url, { ...init, headers, body: new Uint8Array(gunzipSync(body)) });
  }
}

function withHeader(before: HeadersInit | undefined, name: string, value: string): Headers {
  const headers = new Headers(before);
  headers.set(name, value);
  return headers;
}

const portal = (): Served => ({
  status: 200,
  headers: new Headers({ 'content-type': 'text/html' }),
  bytes: new TextEncoder().encode('<!doctype html><title>Hotel Wi-Fi</title>'),
});

type Answered = Extract<Mishap, { kind: 'answered' }>;

function refusal({ status, reason, retryAfterS, isRetryDated }: Answered, nowMs: number): Served {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (retryAfterS !== undefined) headers.set('retry-after', String(retryAfterS));
  if (retryAfterS !== undefined && isRetryDated) {
    headers.set('date', new Date(nowMs).toUTCString());
    headers.set('retry-after', new Date(nowMs + retryAfterS * 1000).toUTCString());
  }
  return {
    status,
    headers,
    bytes: new TextEncoder().encode(JSON.stringify({ error: 'x', reason: reason ?? 'y' })),
  };
}

function heardOf(
  { status, headers, bytes }: Served,
  mishap: Mishap | undefined,
): Omit<Heard, 'isGenuine' | 'isWhole'> {
  const after = headers.get('retry-after');
  const date = headers.get('date');
  const isDated = after !== null && date !== null && Number.isNaN(Number(after));
  const words = status === 401 || status === 403 ? new TextDecoder().decode(bytes) : '';
  return {
    status,
    bytes: mishap?.kind === 'cut' ? cutAt(bytes, mishap.share) : bytes.length,
    isLockout: status === 403 && words.includes('temporarily locked'),
    isRefusal: status === 401 && !words.includes('not authorized'),
    retryAfterS: isDated
      ? (Date.parse(after) - Date.parse(date)) / 1000
      : after === null
        ? undefined
        : Number(after),
  };
}

function responseOf({ status, headers, bytes }: Served, mishap: Mishap | undefined): Response {
  const init = { status, headers };
  if (mishap?.kind === 'garbled') return new Response(garbled(bytes), init);
  if (mishap?.kind !== 'cut') return new Response(bytes, init);
  const part = bytes.slice(0, cutAt(bytes, mishap.share));
  return new Response(mishap.isLoud ? brokenAfter(part) : part, init);
}

const cutAt = ({ length }: Uint8Array, share: number): number => Math.floor(length * share);

function garbled(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const other = bytes.slice();
  const middle = other.length >> 1;
  other[middle] = (other[middle] ?? 0) ^ 1;
  return other;
}
