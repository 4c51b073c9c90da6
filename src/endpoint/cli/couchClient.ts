import { createEndpoint, type Endpoint, ROOT } from '../endpoint.ts';
import { CONTROL, type Control } from '../server.ts';
import { diskShelf } from '../store/shelf.ts';
import { Mistake } from './trouble.ts';

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

export const escapeId = (id: string): string => encodeURIComponent(id);

async function readAnswer(response: Response, place: string): Promise<Answer> {
  const text = await response.text();
  try {
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  } catch {
    throw new Mistake(`${place} does not answer like a CouchDB endpoint.`);
  }
}

/** @param url root of the endpoint, without slash at its end and without a password in it */
export function clientAt(url: string, authorization: string | undefined): CouchClient {
  return {
    async request(method, path, body) {
      const headers: Record<string, string> = { accept: 'application/json' };
      if (authorization !== undefined) headers['authorization'] = authorization;
      if (body !== undefined) headers['content-type'] = 'application/json';
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
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

/**
 * The data folder on this machine: through the server that has it open, else opened here.
 */
export async function clientOfFolder(folder: string): Promise<CouchClient> {
  const control = (await diskShelf(folder).read(CONTROL)) as Control | undefined;
  if (control) {
    const running = clientAt(`${control.url}${ROOT}`, `Bearer ${control.token}`);
    const isUp = await running.request('GET', '/_up').then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (isUp) return running;
  }
  return clientOfEndpoint(await createEndpoint({ dataFolder: folder }));
}

/** An endpoint in this very program. */
export function clientOfEndpoint(endpoint: Endpoint): CouchClient {
  return {
    async request(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const headers = { 'content-type': 'application/json' };
      const request = new Request(`http://localhost${ROOT}${path}`, { ...init, headers });
      return readAnswer(await endpoint.fetch(request, { isTrusted: true }), 'The data folder');
    },
    close: () => endpoint.close(),
  };
}

/** What the endpoint said, when it was not what was needed. */
export function refusedBy(answer: Answer, what: string): Mistake {
  const { reason } = (answer.body ?? {}) as { reason?: unknown };
  if (answer.status === 401) return new Mistake(`${what} was refused: the name or password is wrong.`);
  return new Mistake(`${what} was refused (${answer.status}): ${String(reason ?? 'no reason given')}`);
}

export async function must(
  client: CouchClient,
  what: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await client.request(method, path, body);
  if (answer.status >= 300) throw refusedBy(answer, what);
  return answer.body;
}
