import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { createEndpoint, type Endpoint, type EndpointOptions } from './endpoint.ts';
import { diskShelf } from './store/shelf.ts';

export interface ServerOptions extends EndpointOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Milliseconds for a whole request; shorter only in tests. */
  readonly requestMs?: number;
  /** Done after the port is ours and before anybody is answered. */
  readonly prepare?: (endpoint: Endpoint, url: string) => Promise<void>;
}

export interface RunningServer {
  /** The address to open, without slash at its end. */
  readonly url: string;
  readonly endpoint: Endpoint;
  close(): Promise<void>;
}

/** Where the command line on this machine reaches the running server: `control.json` in the data folder. */
export interface Control {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}
export const CONTROL = 'control.json';

/**
 * Milliseconds for a whole request, headers and body: nobody may hold a connection open with a byte now and then, yet
 * 900 KB must fit through the worst link (3 KB/s).
 */
const REQUEST_MS_MAX = 300_000;
const HEADERS_MS_MAX = 60_000;

/** Phones keep their connection between two requests; proxies in front commonly give up after 60 s. */
const KEEP_ALIVE_MS = 65_000;

/** Opens the data folder and listens. Rejects when the folder or the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const endpoint = await createEndpoint(options);
  const servers: Server[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  try {
    const main = publicServer(endpoint, gate, options);
    servers.push(main);
    const { port } = await listen(main, options.port, options.host);
    if (options.adapter !== 'memory') servers.push(await openControl(endpoint, options.dataFolder));
    const url = `${options.tls ? 'https' : 'http'}://${shownHost(options.host)}:${port}`;
    await options.prepare?.(endpoint, url);
    open();
    return {
      url,
      endpoint,
      close: () => closeAll(endpoint, servers, options),
    };
  } catch (trouble) {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await endpoint.close();
    throw trouble;
  }
}

const shownHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function publicServer(
  endpoint: Endpoint,
  gate: Promise<void>,
  { tls, requestMs = REQUEST_MS_MAX }: ServerOptions,
): Server {
  const limits = {
    requestTimeout: requestMs,
    headersTimeout: Math.min(requestMs, HEADERS_MS_MAX),
    connectionsCheckingInterval: Math.min(requestMs, HEADERS_MS_MAX / 2),
  };
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: async (request, env) => {
      await gate;
      const { incoming, outgoing } = env as HttpBindings;
      const address = incoming.socket.remoteAddress ?? 'unknown';
      const answer = await endpoint.fetch(request, { address, isEncrypted: tls !== undefined });
      return breakingOff(answer, () => outgoing.destroy());
    },
    serverOptions: { ...limits, ...tls },
    ...(tls ? { createServer: createSecureServer } : {}),
  }) as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

/**
 * The answer, whose connection ends when it cannot be read to its end. Node's adapter would write the trouble behind what
 * was sent, and then the mark of a whole answer.
 */
function breakingOff(answer: Response, disconnect: () => void): Response {
  if (answer.body === null || answer.headers.has('content-length')) return answer;
  const reader = answer.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(out) {
      const next = await reader.read().catch(disconnect);
      if (next === undefined || next.done) out.close();
      else out.enqueue(next.value);
    },
    cancel: (why) => reader.cancel(why),
  });
  const { status, headers } = answer;
  return new Response(body, { status, headers });
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** A second door on loopback for `dastak user`, `demo`, `backup`: whoever can read the data folder may do everything. */
async function openControl(endpoint: Endpoint, dataFolder: string): Promise<Server> {
  const token = randomBytes(24).toString('base64url');
  const expected = Buffer.from(`Bearer ${token}`);
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: async (request, env) => {
      const said = Buffer.from(request.headers.get('authorization') ?? '');
      const isKnown = said.length === expected.length && timingSafeEqual(said, expected);
      if (!isKnown) return new Response(null, { status: 403 });
      const answer = await endpoint.fetch(request, { isTrusted: true });
      return breakingOff(answer, () => (env as HttpBindings).outgoing.destroy());
    },
  }) as Server;
  const { port } = await listen(server, 0, '127.0.0.1');
  const control: Control = { url: `http://127.0.0.1:${port}`, token, pid: process.pid };
  await diskShelf(dataFolder).write(CONTROL, control);
  return server;
}

async function closeAll(
  endpoint: Endpoint,
  servers: readonly Server[],
  options: ServerOptions,
): Promise<void> {
  const closed = servers.map((server) => new Promise<void>((done) => server.close(() => done())));
  await endpoint.close();
  for (const server of servers) server.closeAllConnections();
  await Promise.all(closed);
  if (options.adapter !== 'memory') await diskShelf(options.dataFolder).remove(CONTROL);
}
