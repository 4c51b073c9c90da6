import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { Held, type HeldLimits } from '../../../src/endpoint/couch/held.ts';
import { startServer } from '../../../src/endpoint/server.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { openWorld, ROOT_LOGIN, type World } from './support.ts';

/** Room for one large body beside small ones. Nobody comes in time who must wait at all. */
const NARROW: HeldLimits = { bytes: 4_000_000, smallBytes: 1_500_000, waitMs: 1 };
/** The same, where everybody waits as long as it takes. */
const PATIENT: HeldLimits = { ...NARROW, waitMs: 600_000 };

const LARGE = JSON.stringify({ docs: [{ _id: 'large', text: 'x'.repeat(1_500_000) }] });
const document = (id: string) => JSON.stringify({ docs: [{ _id: id, text: 'x'.repeat(1_500_000) }] });

interface Upload {
  readonly answer: Promise<Response>;
  /** The endpoint asks for the first part of the body: it has been let in. */
  readonly begun: Promise<void>;
  finish(): void;
  breakOff(): void;
}

/** A body that stays on its way until `finish`. */
function upload({ endpoint }: World, body = LARGE): Upload {
  let out: ReadableStreamDefaultController<Uint8Array> | undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        out = controller;
        begin();
        return new Promise<void>(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const headers = {
    authorization: ROOT_LOGIN,
    'content-type': 'application/json',
    'content-length': String(body.length),
  };
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body: stream, duplex: 'half' };
  return {
    answer: endpoint.fetch(new Request('http://x/db/demo/_bulk_docs', init)),
    begun,
    finish: () => {
      out?.enqueue(Buffer.from(body));
      out?.close();
    },
    breakOff: () => out?.error(new Error('the connection is gone')),
  };
}

const send = ({ root }: World, body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
  root('POST', '/demo/_bulk_docs', body, { 'content-length': String(body.length), ...headers });

test('who finds no room for a large request is told in CouchDB’s words to come back, and when', async () => {
  const world = await openWorld({ held: NARROW });
  const first = upload(world);
  await first.begun;
  const refused = await send(world, document('second'));
  expect(refused.status).toBe(503);
  expect(refused.body).toEqual({ error: 'service_unavailable', reason: expect.any(String) });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  first.finish();
  expect((await first.answer).status).toBe(201);
  expect((await send(world, document('second'))).status).toBe(201);
});

test('small requests are answered while large ones fill their room', async () => {
  const world = await openWorld({ held: NARROW });
  const first = upload(world);
  await first.begun;
  expect((await world.root('PUT', '/demo/small', { n: 1 })).status).toBe(201);
  expect((await world.root('GET', '/demo/_changes')).status).toBe(200);
  expect((await send(world, document('second'))).status).toBe(503);
  first.finish();
  await first.answer;
});

test('a large request that waits goes on when another one ends, or breaks off', async () => {
  const world = await openWorld({ held: PATIENT });
  for (const how of ['finish', 'breakOff'] as const) {
    const first = upload(world);
    await first.begun;
    const second = send(world, document(how));
    first[how]();
    expect((await first.answer).status).toBe(how === 'finish' ? 201 : 400);
    expect((await second).status).toBe(201);
  }
});

test('a compressed body counts as large as it is inflated', async () => {
  const world = await openWorld({ held: NARROW });
  const first = upload(world);
  await first.begun;
  const packed = gzipSync(document('packed'));
  expect(packed.length).toBeLessThan(10_000);
  const headers = { 'content-encoding': 'gzip' };
  expect((await send(world, packed, headers)).status).toBe(503);
  // Whatever its end says: this one has a second member, so that it announces nothing.
  const silent = Buffer.concat([packed, gzipSync('')]);
  expect((await send(world, silent, headers)).status).toBe(503);
  first.finish();
  await first.answer;
  expect((await send(world, silent, headers)).status).toBe(201);
});

test('an attachment counts until it is taken or its reader is gone', async () => {
  const world = await openWorld({ held: NARROW });
  const data = Buffer.alloc(2_400_000, 7).toString('base64');
  const put = await world.root('PUT', '/demo/p', { _attachments: { photo: { data } } });
  expect(put.status).toBe(201);
  for (const path of ['p/photo', 'p?attachments=true', '_all_docs?include_docs=true&attachments=true']) {
    const get = () =>
      world.endpoint.fetch(
        new Request(`http://x/db/demo/${path}`, { headers: { authorization: ROOT_LOGIN } }),
      );
    const first = await get();
    expect((await send(world, document('d'))).status, path).toBe(503);
    await first.body?.cancel();
    const again = await get();
    expect((await send(world, document('d'))).status, path).toBe(503);
    expect((await again.arrayBuffer()).byteLength).toBeGreaterThanOrEqual(2_400_000);
    expect((await send(world, document('d'))).status, path).toBe(201);
  }
});

test('what only asks and is refused, or fails, holds nothing', async () => {
  const world = await openWorld({ held: NARROW });
  for (let n = 0; n < 4; n++) {
    expect((await send(world, `${LARGE}}`)).status).toBe(400);
    expect((await world.as('amina')('POST', '/demo/_purge', LARGE)).status).toBe(401);
    expect((await world.root('GET', '/demo/none/photo')).status).toBe(404);
  }
  expect((await send(world, LARGE)).status).toBe(201);
});

/** An answer of which nothing is taken but its head. */
const head = (asked: ClientRequest): Promise<IncomingMessage> =>
  new Promise((told, failed) => asked.once('response', told).once('error', failed));

test('a connection that dies gives its room back: in an upload, while it waits, while it is answered', async () => {
  const options = { host: '127.0.0.1', port: 0, dataFolder: '', iterations: 2, held: PATIENT };
  const { url, endpoint, close } = await startServer({ ...options, adapter: 'memory' });
  await endpoint.setAdmin('root', 'pw-root');
  const begin = (method: string, path: string, bytes = 0) => {
    const headers = {
      authorization: ROOT_LOGIN,
      'content-type': 'application/json',
      ...(bytes > 0 ? { 'content-length': bytes } : {}),
    };
    const asked = request(`${url}/db/demo${path}`, { method, headers, agent: false });
    // Most of them are cut off.
    return asked.on('error', () => undefined);
  };
  const whole = async (method: string, path: string, body = '') => {
    const asked = begin(method, path, body.length);
    asked.end(body);
    const answer = await head(asked);
    answer.resume();
    return answer.statusCode;
  };
  expect(await whole('PUT', '')).toBe(201);
  const data = Buffer.alloc(12_000_000, 7).toString('base64');
  expect(await whole('PUT', '/p', JSON.stringify({ _attachments: { photo: { data } } }))).toBe(201);

  const take = vi.spyOn(Held.prototype, 'take');
  const asking = (count: number) =>
    vi.waitUntil(() => take.mock.calls.length >= count, { timeout: PATIENCE_MS });
  const uploading = begin('POST', '/_bulk_docs', LARGE.length);
  uploading.write(LARGE.slice(0, 1000));
  await asking(1);
  const waiting = begin('POST', '/_bulk_docs', LARGE.length);
  waiting.write(LARGE.slice(0, 1000));
  await asking(2);
  const taken = begin('GET', '/p/photo');
  taken.end();
  await asking(3);
  const after = whole('POST', '/_bulk_docs', document('after'));
  await asking(4);
  uploading.destroy();
  waiting.destroy();
  await head(taken);
  taken.destroy();
  expect(await after).toBe(201);
  await close();
});

test('of large requests none overtakes another, small ones pass them, and one alone may be larger than all room', async () => {
  const held = new Held({ bytes: 10_000_000, smallBytes: 4_000_000, waitMs: 600_000 });
  const share = () => held.share(new Request('http://x/'));
  const order: string[] = [];
  const giant = share();
  await giant.hold(50_000_000);
  const wide = share();
  const waits = [wide.hold(5_000_000).then(() => order.push('wide'))];
  const narrow = share();
  waits.push(narrow.hold(1_500_000).then(() => order.push('narrow')));
  const small = [share(), share()];
  for (const one of small) await one.hold(900_000);
  expect(held.waiting).toBe(2);
  giant.giveBack(48_000_000);
  // There would be room for the narrow one now.
  expect(held.waiting).toBe(2);
  giant.end();
  expect(held.waiting).toBe(1);
  wide.end();
  await Promise.all(waits);
  expect(order).toEqual(['wide', 'narrow']);
  narrow.end();
  for (const one of small) one.end();
  expect(held.bytes).toBe(0);
});

test('who is gone waits no longer', async () => {
  const held = new Held(PATIENT);
  const large = held.share(new Request('http://x/'));
  await large.hold(2_000_000);
  const gone = new AbortController();
  const leaving = held.share(new Request('http://x/', { signal: gone.signal }));
  const ending = held.share(new Request('http://x/'));
  const both = Promise.allSettled([leaving.hold(2_000_000), ending.hold(2_000_000)]);
  gone.abort();
  ending.end();
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(held.waiting).toBe(0);
  expect(held.bytes).toBe(2_000_000);
});

test('who hold a part, and need more, do not wait for each other', async () => {
  const held = new Held(PATIENT);
  for (const part of [1_200_000, 800_000]) {
    const shares = Array.from({ length: 8 }, () => held.share(new Request('http://x/')));
    // What the room holds of them, and the others behind.
    const done = shares.map(async (share) => {
      await share.hold(part);
      await share.hold(part === 800_000 ? 200_000 : 1_200_000);
      share.end();
    });
    await Promise.all(done);
    expect(held.bytes).toBe(0);
  }
});
