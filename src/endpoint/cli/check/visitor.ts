/** One database of an endpoint, seen from outside as a phone sees it. */
export interface Visitor {
  /** Of the database, without login and without slash at its end. */
  readonly url: string;
  /** Where the app's pages come from; undefined when nobody said it. */
  readonly origin: string | undefined;
  readonly hasLogin: boolean;
  /** Milliseconds that the endpoint is asked to wait for a change. */
  readonly waitMs: number;
  /** @param path behind the database's address; `/../` is the endpoint's root */
  ask(method: string, path: string, options?: AskOptions): Promise<Told>;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly isAnonymous?: boolean;
  /** Milliseconds until it is given up. */
  readonly withinMs?: number;
}

export interface Told {
  /** 0: no answer came. */
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when the answer was no JSON. */
  readonly body: unknown;
  readonly text: string;
  /** Of the network or of TLS; undefined when an answer came. */
  readonly trouble?: string;
}

const WITHIN_MS = 20_000;

export function visitorOf(
  url: string,
  authorization: string | undefined,
  origin: string | undefined,
  waitMs = 1_500,
): Visitor {
  return {
    url,
    waitMs,
    origin,
    hasLogin: authorization !== undefined,
    async ask(method, path, { headers = {}, body, isAnonymous = false, withinMs = WITHIN_MS } = {}) {
      const login = authorization === undefined || isAnonymous ? {} : { authorization };
      const content = body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> };
      const all = { accept: 'application/json', ...login, ...headers };
      try {
        const signal = AbortSignal.timeout(withinMs);
        const answer = await fetch(url + path, {
          method,
          headers: all,
          signal,
          redirect: 'manual',
          ...content,
        });
        const text = await answer.text();
        return { status: answer.status, headers: answer.headers, body: parsed(text), text };
      } catch (trouble) {
        return { status: 0, headers: new Headers(), body: undefined, text: '', trouble: codeOf(trouble) };
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `fetch` hides what happened in `cause`. */
function codeOf(trouble: unknown): string {
  const { name, cause } = trouble as { name?: unknown; cause?: { code?: unknown; message?: unknown } };
  return String(cause?.code ?? cause?.message ?? name ?? trouble);
}

export const fieldOf = (told: Told, name: string): unknown =>
  (told.body as Record<string, unknown> | null | undefined)?.[name];
