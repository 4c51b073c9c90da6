import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a journey talks to: one origin with the app at `/` and a CouchDB root at `/db`. */
export interface TestServer {
  /** `http://127.0.0.1:port`; stays the same over stop and start. */
  origin: string;
  /** The campaign database, from the browser's side. */
  database: string;
  logins: Record<'amina' | 'diego' | 'sana', string>;
  administrator: { name: string; password: string };
  /** The address at which Node may read the CouchDB root directly. */
  couchRoot: string;
  /** As when the plug is pulled: nothing answers at the address any more. */
  kill(): Promise<void>;
  start(): Promise<void>;
  end(): Promise<void>;
}

const LAUNCHER = 'src/endpoint/bin/dastak.js';
const ADMINISTRATOR = { name: 'root', password: 'journey-administrator' };

/** The embedded endpoint as `npm start` runs it; a real CouchDB behind the same origin when COUCHDB_URL is set. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env['COUCHDB_URL'];
  return given === undefined || given === '' ? embedded() : inFrontOf(given);
}

async function embedded(): Promise<TestServer> {
  const data = await mkdtemp(join(tmpdir(), 'dastak-journey-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let child = await serve(port, data, []);
  const logins = loginsIn(child.output());
  return {
    origin,
    database: `${origin}/db/demo`,
    logins,
    administrator: ADMINISTRATOR,
    couchRoot: `${origin}/db`,
    kill: () => child.kill(),
    async start() {
      child = await serve(port, data, []);
    },
    async end() {
      await child.kill();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A reverse proxy as `docs/administration.md` advises: the app and a CouchDB under one origin. */
async function inFrontOf(couch: string): Promise<TestServer> {
  const target = new URL(couch);
  const administrator = {
    name: decodeURIComponent(target.username),
    password: decodeURIComponent(target.password),
  };
  const data = await mkdtemp(join(tmpdir(), 'dastak-journey-'));
  const appPort = await freePort();
  const app = await serve(appPort, data, ['--no-demo']);
  const name = `journey_${Date.now()}`;
  const couchRoot = `${target.origin}${target.pathname.replace(/\/$/, '')}`;
  const logins = await provision(couchRoot, administrator, name);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let proxy = await listen(port, target, appPort);
  const stop = () => closed(proxy);
  return {
    origin,
    database: `${origin}/db/${name}`,
    logins,
    administrator,
    couchRoot,
    kill: stop,
    async start() {
      proxy = await listen(port, target, appPort);
    },
    async end() {
      await stop();
      await app.kill();
      await asAdministrator(administrator)('DELETE', `${couchRoot}/${name}`);
      await rm(data, { recursive: true, force: true });
    },
  };
}

interface Served {
  output(): string;
  kill(): Promise<void>;
}

async function serve(port: number, data: string, words: string[]): Promise<Served> {
  const { name, password } = ADMINISTRATOR;
  const child = spawn(
    process.execPath,
    [LAUNCHER, 'serve', '--port', String(port), '--data', data, '--admin', `${name}:${password}`, ...words],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } },
  );
  let output = '';
  const hear = (part: Buffer): void => {
    output += part.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  await answering(`http://127.0.0.1:${port}/db/_up`, child, () => output);
  return { output: () => output, kill: () => killed(child) };
}

/** Asks until it answers; a server that ends instead says why in its output. */
async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the server ended: ${output()}`);
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

const loginsIn = (output: string): TestServer['logins'] => ({
  amina: passwordOf(output, 'amina'),
  diego: passwordOf(output, 'diego'),
  sana: passwordOf(output, 'sana'),
});

function passwordOf(output: string, name: string): string {
  const found = new RegExp(`^\\s+${name}\\s+(\\S+)`, 'm').exec(output);
  if (found?.[1] === undefined) throw new Error(`no login of ${name} in:\n${output}`);
  return found[1];
}

const ROLES = { amina: 'collector', diego: 'collector', sana: 'coordinator' } as const;

/** Puts the demo campaign and its three people on a CouchDB, as an administrator would. */
async function provision(
  couchRoot: string,
  administrator: { name: string; password: string },
  database: string,
): Promise<TestServer['logins']> {
  const admin = `${administrator.name}:${administrator.password}`;
  const child = spawn(process.execPath, [LAUNCHER, 'demo', `${couchRoot}/${database}`, '--admin', admin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString();
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`dastak demo ended with ${code}: ${output}`);
  // A CouchDB that nobody has set up yet lacks it; any other answers 412.
  await asAdministrator(administrator)('PUT', `${couchRoot}/_users`);
  const logins = { amina: randomUUID(), diego: randomUUID(), sana: randomUUID() };
  for (const name of ['amina', 'diego', 'sana'] as const) {
    await setAccount(couchRoot, administrator, { name, password: logins[name], roles: [ROLES[name]] });
  }
  return logins;
}

/** The CouchDB may know these people from an earlier journey: then they get a new password. */
async function setAccount(
  couchRoot: string,
  administrator: { name: string; password: string },
  account: { name: string; password: string; roles: string[] },
): Promise<void> {
  const ask = asAdministrator(administrator);
  const path = `${couchRoot}/_users/org.couchdb.user:${account.name}`;
  const known = await ask('GET', path);
  const former: Record<string, unknown> = known.ok ? await known.json() : {};
  const answer = await ask('PUT', path, { ...former, type: 'user', ...account });
  if (!answer.ok) throw new Error(`${answer.status} for the account of ${account.name}`);
}

const asAdministrator =
  ({ name, password }: { name: string; password: string }) =>
  (method: string, url: string, body?: unknown): Promise<Response> =>
    fetch(url, {
      method,
      headers: { authorization: `Basic ${btoa(`${name}:${password}`)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

function listen(port: number, couch: URL, appPort: number): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const isCouch = incoming.url?.startsWith('/db') === true;
    const path = isCouch
      ? `${couch.pathname.replace(/\/$/, '')}${incoming.url?.slice(3) || '/'}`
      : incoming.url;
    const options = isCouch
      ? { hostname: couch.hostname, port: couch.port || 80 }
      : { hostname: '127.0.0.1', port: appPort };
    pass(incoming, outgoing, { ...options, path: path ?? '/' });
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Hands a request on, and its answer back. */
export function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: { hostname: string; port: string | number; path: string },
): void {
  const onward = httpRequest({ ...to, method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket();
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address() as AddressInfo;
      socket.close(() => resolve(port));
    });
  });
}
