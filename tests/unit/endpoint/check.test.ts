import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { look } from '../../../src/endpoint/cli/check/index.ts';
import { visitorOf } from '../../../src/endpoint/cli/check/visitor.ts';
import { VALIDATE } from '../../../src/endpoint/cli/designRules.ts';
import { run } from '../../../src/endpoint/main.ts';
import { type RunningServer, startServer } from '../../../src/endpoint/server.ts';
import { freshFolder } from './process.ts';
import { addPerson, basic, caller, ROOT_LOGIN } from './support.ts';

let server: RunningServer;
let root: ReturnType<typeof caller>;
const proxies: Server[] = [];

beforeEach(async () => {
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    dataFolder: '',
    adapter: 'memory',
    iterations: 2,
  });
  await server.endpoint.setAdmin('root', 'pw-root');
  root = caller(server.endpoint, ROOT_LOGIN);
  await root('PUT', '/demo');
  await root('PUT', '/demo/_security', {
    admins: { roles: ['_admin'] },
    members: { roles: ['collector', 'coordinator'] },
  });
  await addPerson(root, 'amina', 'collector');
});
afterEach(async () => {
  for (const proxy of proxies.splice(0)) {
    proxy.closeAllConnections();
    proxy.close();
  }
  await server.close();
});

type Spoil = (request: IncomingMessage, answer: ServerResponse) => boolean | undefined;

/** A proxy in front that is set up wrongly. @param spoil changes the request, or answers it and says so */
async function behind(
  spoil: Spoil,
  change: (headers: Record<string, string>) => void = () => undefined,
): Promise<string> {
  const proxy = createServer((request, answer) => {
    if (spoil(request, answer)) return;
    const { method, url: path, headers } = request;
    const port = new URL(server.url).port;
    const onward = httpRequest({ port, method, path, headers }, (reply) => {
      const told = { ...reply.headers } as Record<string, string>;
      change(told);
      answer.writeHead(reply.statusCode ?? 500, told);
      reply.pipe(answer);
    });
    request.pipe(onward);
  });
  proxies.push(proxy);
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/db/demo`;
}

/** Nothing listens there: a port that no system gives away, and that fetch does not refuse by itself. */
const CLOSED = 'http://127.0.0.1:2/db/demo';

const findings = (url: string, login = 'amina:pw-amina', origin = 'https://app.example', now = Date.now) => {
  const [name = '', password = ''] = login.split(':');
  return look(visitorOf(url, login === '' ? undefined : basic(name, password), origin, 20), now);
};
/** What was not good, without what only this computer's loopback makes unknown. */
const troubles = async (...given: Parameters<typeof findings>) =>
  (await findings(...given)).filter(
    ({ state, what }) => state !== 'good' && !what.startsWith('Asked on this computer'),
  );

test('the embedded endpoint itself is found fit, for a page of its own origin and of another', async () => {
  const url = `${server.url}/db/demo`;
  expect(await troubles(url)).toEqual([]);
  expect(await troubles(url, 'amina:pw-amina', server.url)).toEqual([]);
});

const no = () => undefined;
const refuses =
  (isMeant: (request: IncomingMessage) => boolean, status: number): Spoil =>
  (request, answer) => {
    if (!isMeant(request)) return undefined;
    request.resume();
    answer.writeHead(status, { 'content-type': 'text/html' }).end('<h1>No</h1>');
    return true;
  };
const drops =
  (name: string): Spoil =>
  (request) => {
    delete request.headers[name];
    return undefined;
  };

test.each<[string, Spoil, RegExp, RegExp]>([
  [
    'lets no more than 1 MB through',
    refuses((request) => Number(request.headers['content-length']) > 1e6, 413),
    /2 MB is answered 413/,
    /client_max_body_size/,
  ],
  [
    'takes Content-Encoding away',
    drops('content-encoding'),
    /does not take compressed bodies/,
    /Content-Encoding/,
  ],
  ['takes Accept-Encoding away', drops('accept-encoding'), /answers are not compressed/, /gzip on/],
  [
    'takes Authorization away',
    drops('authorization'),
    /proxy takes the Authorization header away/,
    /pass Authorization/,
  ],
  [
    'refuses PUT',
    refuses((request) => request.method === 'PUT', 405),
    /method PUT/,
    /proxy_pass|AllowEncodedSlashes/,
  ],
  ['refuses DELETE', refuses((request) => request.method === 'DELETE', 405), /method DELETE/, /DELETE/],
  [
    'answers preflights itself',
    refuses((request) => request.method === 'OPTIONS', 405),
    /may not use it \(CORS\)/,
    /local\.ini/,
  ],
  [
    'does not wait',
    refuses((request) => request.url?.includes('longpoll') ?? false, 504),
    /cannot wait for changes/,
    /proxy_read_timeout/,
  ],
  [
    'is a page that asks to sign in to the network',
    refuses(() => true, 200),
    /no CouchDB endpoint/,
    /sign-in to the network/,
  ],
  [
    'unescapes slashes',
    (request) => {
      request.url = request.url?.replace('%2F', '/x/') ?? '';
      return undefined;
    },
    /Escaped slashes/,
    /nocanon/,
  ],
])('a proxy that %s is noticed, with what to do about it', async (_, spoil, what, todo) => {
  const found = (await troubles(await behind(spoil))).filter((finding) => what.test(finding.what));
  expect(found).toHaveLength(1);
  expect(found[0]?.todo).toMatch(todo);
});

test('CORS without content-encoding is slow, not missing', async () => {
  const url = await behind(no, (headers) => {
    const allowed = headers['access-control-allow-headers'];
    if (allowed) headers['access-control-allow-headers'] = allowed.replace('content-encoding, ', '');
  });
  expect(await troubles(url)).toMatchObject([
    { state: 'slow', what: expect.stringContaining('six times as large') },
  ]);
});

test('CORS without the method PUT is missing; without --origin nothing is said of CORS', async () => {
  const url = await behind(no, (headers) => {
    const allowed = headers['access-control-allow-methods'];
    if (allowed) headers['access-control-allow-methods'] = allowed.replace('PUT, ', '');
  });
  expect(await troubles(url)).toMatchObject([
    {
      state: 'missing',
      what: expect.stringContaining('method PUT'),
      todo: expect.stringContaining('Add PUT'),
    },
  ]);
  const unsaid = await look(visitorOf(url, basic('amina', 'pw-amina'), undefined, 20), Date.now);
  expect(unsaid.filter(({ what }) => what.includes('CORS'))).toMatchObject([
    { state: 'unknown', todo: expect.stringContaining('--origin') },
  ]);
});

test('this computer is known by its IPv6 address, too', async () => {
  const visitor = visitorOf(`${server.url}/db/demo`, basic('amina', 'pw-amina'), undefined, 20);
  const found = await look({ ...visitor, url: 'http://[::1]:8080/db/demo' }, Date.now);
  expect(found).toContainEqual(
    expect.objectContaining({ what: expect.stringContaining('Asked on this computer') }),
  );
});

test.each([
  [403, 'good'],
  [405, 'unknown'],
  [502, 'unknown'],
  [0, 'unknown'],
  [201, 'missing'],
  [202, 'missing'],
])(
  'a design document that is answered %i makes it %s, and what was written is deleted again',
  async (status, state) => {
    const visitor = visitorOf(`${server.url}/db/demo`, basic('amina', 'pw-amina'), undefined, 20);
    const deleted: string[] = [];
    const asked: typeof visitor.ask = async (method, path, options) => {
      if (!path.startsWith('/_design/dastak-check')) return visitor.ask(method, path, options);
      if (method === 'DELETE') deleted.push(path);
      return { status, headers: new Headers(), body: { rev: '1-a' }, text: '' };
    };
    const found = await look({ ...visitor, ask: asked }, Date.now);
    const told = found.filter(({ what }) =>
      /change the rules|tells nothing of the rules|and so change/.test(what),
    );
    expect(told).toMatchObject([{ state }]);
    expect(deleted).toEqual(state === 'missing' ? ['/_design/dastak-check?rev=1-a'] : []);
  },
);

test('no advice puts the demo campaign into a real one, or names an option that is not there', async () => {
  await root('PUT', '/demo/_security', { admins: { roles: ['_admin'] }, members: {} });
  const url = `${server.url}/db/demo`;
  const all = [
    ...(await findings(url)),
    ...(await findings(url.replace('demo', 'none'))),
    ...(await findings(url, '')),
  ];
  const todos = all.flatMap(({ todo }) => todo ?? []).join('\n');
  expect(todos).toContain('_security');
  expect(todos).not.toMatch(/dastak demo|--admin/);
});

test('a redirect, a wrong password, a missing database, a stranger and nobody there each have a sentence', async () => {
  const away = await behind((_, answer) =>
    Boolean(answer.writeHead(301, { location: 'https://else.example' }).end()),
  );
  expect(await troubles(away)).toMatchObject([
    { what: expect.stringContaining('sends on to https://else.example') },
  ]);
  const url = `${server.url}/db/demo`;
  expect(await troubles(url, 'amina:wrong')).toMatchObject([
    { what: expect.stringContaining('password is wrong') },
  ]);
  expect(await troubles(url, '')).toMatchObject([{ what: expect.stringContaining('asks for a login') }]);
  expect(await troubles(url.replace('demo', 'none'))).toMatchObject([
    { what: expect.stringContaining('does not exist') },
  ]);
  expect(await troubles(CLOSED)).toMatchObject([{ todo: expect.stringContaining('nothing listens') }]);
});

test('open members, a clock that is wrong and a CouchDB without rules are noticed', async () => {
  const url = `${server.url}/db/demo`;
  await root('PUT', '/demo/_security', { admins: { roles: ['_admin'] }, members: {} });
  const late = () => Date.now() + 3_600_000;
  const whats = (await troubles(url, 'amina:pw-amina', server.url, late)).map(({ what }) => what);
  expect(whats).toEqual([
    expect.stringMatching(/differ by 3[56]\d\d seconds/),
    expect.stringContaining('Anybody can read'),
    expect.stringContaining('It has no members'),
  ]);
  const other = await behind(no);
  const plain = visitorOf(other, basic('amina', 'pw-amina'), new URL(other).origin, 20);
  const asCouch = {
    ...plain,
    ask: async (...given: Parameters<typeof plain.ask>) => {
      const told = await plain.ask(...given);
      return given[1] === '/../'
        ? { ...told, body: { couchdb: 'Welcome', version: '3.5.0', vendor: { name: 'Apache' } } }
        : told;
    },
  };
  const withoutRules = await look(asCouch, Date.now);
  expect(withoutRules.map(({ what }) => what)).toContainEqual(expect.stringContaining('Without rules'));
  await root('PUT', '/demo/_design/dastak', { validate_doc_update: VALIDATE });
  expect((await look(asCouch, Date.now)).map(({ what }) => what)).toContainEqual(
    expect.stringContaining('are in _design/dastak'),
  );
});

test('dastak check says it all on the command line, and ends with 1 when something is missing', async () => {
  let said = '';
  const setting = { appFolder: '', version: '1', say: (text: string) => (said += text) };
  const url = `${server.url}/db/demo`;
  expect(await run(['check', url, '--login', 'amina:pw-amina'], setting)).toBe(0);
  expect(said).toContain('Fit for a campaign.');
  said = '';
  expect(await run(['check', url, '--login', 'amina:wrong'], setting)).toBe(1);
  expect(said).toMatch(/MISSING {2}The name or password is wrong[\s\S]*To do: /);
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

test.skipIf(!hasOpenssl)(
  hasOpenssl
    ? 'serves HTTPS with --cert and --key, and a certificate signed by itself is named by check'
    : 'HTTPS: not run, because openssl is not here',
  async () => {
    const folder = await freshFolder();
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const made = spawnSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
      ],
      ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
    ]);
    expect(made.status, made.stderr.toString()).toBe(0);
    const tls = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
    const safe = await startServer({
      host: '127.0.0.1',
      port: 0,
      dataFolder: '',
      adapter: 'memory',
      iterations: 2,
      tls,
    });
    try {
      await safe.endpoint.setAdmin('root', 'pw-root');
      expect(safe.url).toMatch(/^https:/);
      const trusting = new Agent({ ca: tls.cert });
      const headers = { authorization: ROOT_LOGIN };
      const [answer] = (await once(
        get(`${safe.url}/db/_session`, { agent: trusting, headers }),
        'response',
      )) as [IncomingMessage];
      expect([answer.statusCode, answer.headers['strict-transport-security']]).toEqual([
        200,
        'max-age=31536000',
      ]);
      answer.resume();
      trusting.destroy();
      const [found] = await troubles(`${safe.url}/db/demo`);
      expect(found).toMatchObject({ state: 'missing', todo: expect.stringContaining('signed by itself') });
    } finally {
      await safe.close();
    }
  },
);
