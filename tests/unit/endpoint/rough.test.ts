import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../src/endpoint/server.ts';
import { basic, caller, openWorld, ROOT_LOGIN } from './support.ts';

/** What comes over a socket when nobody plays by the rules. After each, the server still answers the next one. */

const OPTIONS = { host: '127.0.0.1', port: 0, dataFolder: '', iterations: 2, adapter: 'memory' } as const;
let server: RunningServer;
const open: Socket[] = [];

beforeAll(async () => {
  server = await startServer(OPTIONS);
  await server.endpoint.setAdmin('root', 'pw-root');
  await caller(server.endpoint, ROOT_LOGIN)('PUT', '/demo');
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  await server.close();
});

async function dial({ url } = server): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  open.push(socket);
  // Being thrown out is one of the answers.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Everything the server says until it hangs up. */
async function heard(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (part) => {
    text += part.toString('latin1');
  });
  if (!socket.closed) await once(socket, 'close');
  return text;
}

const lives = async ({ url } = server) => expect((await fetch(`${url}/db/_up`)).status).toBe(200);
const head = (method: string, path: string, ...lines: string[]) =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: x',
    `Authorization: ${basic('root', 'pw-root')}`,
    ...lines,
    '',
    '',
  ].join('\r\n');

test('bytes that are no HTTP are answered with 400 and cost nobody else anything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      const socket = await dial();
      const text = heard(socket);
      socket.end(Buffer.concat([bytes, Buffer.from('\r\n\r\n')]));
      expect(await text).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    }),
    { numRuns: 40 },
  );
  await lives();
});

test('a flood of headers is refused with 431', async () => {
  const socket = await dial();
  const text = heard(socket);
  socket.write(
    head('GET', '/db/', ...Array.from({ length: 3000 }, (_, n) => `X-Header-${n}: ${'y'.repeat(50)}`)),
  );
  expect(await text).toMatch(/^HTTP\/1\.1 431 /);
  await lives();
});

test('who sends a byte now and then is let go, and nobody waits for her', async () => {
  // As long as a busy machine needs to hear what is sent at once.
  const impatient = await startServer({ ...OPTIONS, requestMs: 2000 });
  const slow = await Promise.all(Array.from({ length: 50 }, () => dial(impatient)));
  const ends = slow.map(heard);
  for (const [n, socket] of slow.entries()) {
    socket.write(
      n % 2
        ? 'GET /db/ HTTP/1.1\r\nHost: x\r\nX-Slow: '
        : `${head('PUT', '/demo/x', 'Content-Length: 1000')}{"`,
    );
  }
  await lives(impatient);
  const said = await Promise.all(ends);
  expect(said.filter((text) => text.startsWith('HTTP/1.1 408 ')).length).toBeGreaterThanOrEqual(25);
  await impatient.close();
});

test('a body that ends too soon stores nothing', async () => {
  for (const [line, body] of [
    ['Content-Length: 1000', '{"a":1}'],
    ['Transfer-Encoding: chunked', '7\r\n{"a":1}'],
  ] as const) {
    const socket = await dial();
    const text = heard(socket);
    socket.end(head('PUT', '/db/demo/cut', 'Content-Type: application/json', line) + body);
    // The server has noticed: it hangs up.
    expect(await text).not.toContain('201');
  }
  await lives();
  const rows = await caller(server.endpoint, ROOT_LOGIN)('GET', '/demo/_all_docs');
  expect(rows.body).toMatchObject({ total_rows: 0 });
});

test('a body that is announced as too large is refused before it is sent', async () => {
  const socket = await dial();
  const text = heard(socket);
  socket.write(
    head('POST', '/db/demo/_bulk_docs', 'Content-Type: application/json', `Content-Length: ${10 ** 12}`),
  );
  expect(await text).toMatch(/^HTTP\/1\.1 413 /);
  await lives();
});

test('multipart bodies of any make are answered, and what they break stays whole', async () => {
  const { root } = await openWorld();
  const line = fc.constantFrom(
    '--x',
    '--x--',
    '',
    'Content-Type: application/json',
    '{"_attachments":{"a":{"follows":true,"length":3}}}',
    'abc',
    'Content-Disposition: attachment; filename="a"',
    '{}',
    '--',
  );
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom('\r\n', '\n', '\r\n\r\n'),
      async (lines, end) => {
        const headers = { 'content-type': 'multipart/related; boundary=x' };
        const reply = await root('PUT', `/demo/part-${n++}`, lines.join(end), headers);
        expect([201, 400, 412]).toContain(reply.status);
      },
    ),
    { numRuns: 300 },
  );
  expect((await root('PUT', '/demo/whole', {})).status).toBe(201);
});
