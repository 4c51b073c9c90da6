import { Mistake } from '../cli/trouble.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The root of some CouchDB, wherever it is; what every command works through. */
export interface CouchClient {
  /** @param path below the root, already escaped, beginning with a slash */
  request(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export async function readAnswer(response: Response, place: string): Promise<Answer> {
  const text = await response.text();
  try {
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  } catch {
    throw new Mistake(`${place} does not answer like a CouchDB endpoint.`);
  }
}

export interface ClientOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @param url root of the endpoint, without slash at its end and without a password in it */
export function clientAt(
  url: string,
  authorization: string | undefined,
  options: ClientOptions = {},
): CouchClient {
  const { signal } = options;
  return {
    async request(method, path, body) {
      const headers: Record<string, string> = { ...options.headers, accept: 'application/json' };
      if (authorization !== undefined) headers['authorization'] = authorization;
      if (body !== undefined) headers['content-type'] = 'application/json';
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const init = { method, headers, ...content, ...(signal ? { signal } : {}) };
      const response = await fetch(`${url}${path}`, init).catch(() => {
        throw new Mistake(`${url} cannot be reached. Is the endpoint running, and is the address right?`);
      });
      return readAnswer(response, url);
    },
    close: async () => undefined,
  };
}

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;

/** An address as typed: checked, its login taken out. */
export function readUrl(text: string, admin: string | undefined): { url: string; authorization?: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Mistake(`"${text}" is not an address. It looks like https://example.org/db/demo`);
  }
  const inside = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const login = admin ?? (url.username === '' ? undefined : inside);
  url.username = '';
  url.password = '';
  const plain = url.href.replace(/[?#].*$/, '').replace(/\/+$/, '');
  return login === undefined ? { url: plain } : { url: plain, authorization: basic(login) };
}
