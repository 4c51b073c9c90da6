import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { closed, freePort, pass, type TestServer } from './servers.ts';

/** What happens to a request on its way; `passed`: nothing. */
export type Fault = (request: IncomingMessage, answer: ServerResponse) => 'passed' | 'met';

/** A way to the server on which things go wrong as a journey wishes. Phones know the server by this road's origin only. */
export interface BadRoad extends Pick<TestServer, 'origin' | 'database' | 'logins'> {
  /** Undefined: the road is good. */
  fault: Fault | undefined;
  end(): Promise<void>;
}

export async function badRoad(server: TestServer): Promise<BadRoad> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const { hostname, port: serverPort } = new URL(server.origin);
  const listening = createServer((incoming, outgoing) => {
    if (road.fault?.(incoming, outgoing) === 'met') return;
    pass(incoming, outgoing, { hostname, port: serverPort, path: incoming.url ?? '/' });
  });
  const road: BadRoad = {
    origin,
    database: server.database.replace(server.origin, origin),
    logins: server.logins,
    fault: undefined,
    end: () => closed(listening),
  };
  await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
  return road;
}

const isToDatabase = ({ url }: IncomingMessage): boolean => url?.startsWith('/db') === true;

/** Everything that is asked of the database gets this answer. */
const answers =
  (status: number, type: string, body: string): Fault =>
  (request, answer) => {
    if (!isToDatabase(request)) return 'passed';
    request.resume();
    answer.writeHead(status, { 'content-type': type });
    answer.end(body);
    return 'met';
  };

/** A Wi-Fi that wants a click first: its own page, with 200, in place of every answer. */
export const captivePortal = answers(
  200,
  'text/html',
  '<!doctype html><title>Welcome</title><p>Accept the terms of this Wi-Fi.',
);

/** In CouchDB's own words. */
export const refuses = (status: 401 | 403): Fault =>
  answers(
    status,
    'application/json',
    JSON.stringify(
      status === 401
        ? { error: 'unauthorized', reason: 'Name or password is incorrect.' }
        : { error: 'forbidden', reason: 'You are not allowed to access this db.' },
    ),
  );

/** Something answers in JSON that is no CouchDB. */
export const otherServer = answers(200, 'application/json', '{"status":"ok"}');

/**
 * The endpoint vanishes when a body with documents has reached it: it has stored them, the phone never hears so, and
 * after that nothing answers at all.
 */
export function vanishesAfterTheFirstWrite(server: TestServer): Fault & { writes: () => number } {
  let writes = 0;
  const fault: Fault = (request, answer) => {
    if (!isToDatabase(request)) return 'passed';
    const isWrite = request.url?.includes('_bulk_docs') === true && writes === 0;
    if (writes === 0 && !isWrite) return 'passed';
    if (!isWrite) {
      answer.destroy();
      return 'met';
    }
    writes += 1;
    const onward = httpRequest(
      new URL(request.url ?? '/', server.origin),
      { method: request.method, headers: request.headers },
      (stored) => {
        stored.resume();
        stored.on('end', () => answer.destroy());
      },
    );
    request.pipe(onward);
    return 'met';
  };
  return Object.assign(fault, { writes: () => writes });
}

/** What a newer Dastak puts in the page's head. */
const NEWER_PAGE = '<meta name="journey" content="newer">';

/** A newer version of the app is published: another worker, which keeps another page. */
export const newerVersion =
  (server: TestServer): Fault =>
  (request, answer) => {
    const { pathname } = new URL(request.url ?? '/', server.origin);
    if (pathname !== '/sw.js' && pathname !== '/index.html') return 'passed';
    void renewed(server, pathname).then(({ type, body }) => {
      answer.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
      answer.end(body);
    });
    return 'met';
  };

async function renewed(server: TestServer, path: string): Promise<{ type: string; body: string }> {
  const answer = await fetch(server.origin + path);
  const type = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  if (path === '/index.html') return { type, body: text.replace('<head>', `<head>${NEWER_PAGE}`) };
  // The manifest names each file with a revision; another one of the page makes the worker fetch it anew.
  const entry = /"revision":"[0-9a-f]+"(?=,"url":"index\.html")/;
  if (!entry.test(text)) throw new Error('the worker names no index.html');
  return { type, body: text.replace(entry, `"revision":"${'f00d'.repeat(8)}"`) };
}
