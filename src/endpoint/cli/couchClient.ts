import { createEndpoint, type Endpoint, ROOT } from '../endpoint.ts';
import { type Answer, type CouchClient, clientAt, readAnswer } from '../http/remote.ts';
import { CONTROL, type Control } from '../server.ts';
import { diskShelf } from '../store/shelf.ts';
import { Mistake } from './trouble.ts';

export { type Answer, type CouchClient, clientAt, readUrl } from '../http/remote.ts';

export const escapeId = (id: string): string => encodeURIComponent(id);

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
