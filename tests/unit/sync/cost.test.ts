import { beforeEach, expect, test } from 'vitest';
import { photo, survey } from '../../bench/surveys.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { PASSWORD, type Person, person } from '../../support/syncingPerson.ts';

/**
 * What replication costs: requests, bytes and time, on a virtual 3G link (300 ms, 750/250 kbit/s). `npm run bench`
 * measures the same over sockets, beside PouchDB.
 */
const RTT_MS = 300;
const UP_BYTES_PER_MS = 250 / 8;
const DOWN_BYTES_PER_MS = 750 / 8;

interface Cost {
  requests: number;
  bytesUp: number;
  bytesDown: number;
  startMs: number;
}

let couch: FakeEndpoint;
let sana: Person;
let cost: Cost;

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('sana', PASSWORD, ['coordinator']);
  sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
  const { world } = sana;
  world.fetch = async (url, init) => {
    const answer = await couch.fetch(url, init);
    const down =
      (await answer.clone().arrayBuffer()).byteLength + headBytes('HTTP/1.1 200 OK', answer.headers);
    const up =
      ((init.body as Uint8Array | undefined)?.length ?? 0) +
      headBytes(`${init.method} ${url} HTTP/1.1`, new Headers(init.headers));
    cost.requests += 1;
    cost.bytesUp += up;
    cost.bytesDown += down;
    world.nowMs += RTT_MS + up / UP_BYTES_PER_MS + down / DOWN_BYTES_PER_MS;
    return answer;
  };
});

const headBytes = (first: string, headers: Headers): number =>
  [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, first.length + 4);

async function costOf(work: () => Promise<unknown>): Promise<Cost & { seconds: number }> {
  cost = { requests: 0, bytesUp: 0, bytesDown: 0, startMs: sana.world.nowMs };
  await work();
  return { ...cost, seconds: (sana.world.nowMs - cost.startMs) / 1000 };
}

const savesSurvey = async (number: number, more = {}) => {
  const { id, body } = survey(number);
  await sana.store.write.save(id, { ...body, ...more }, 'sana');
};

async function hasWorkedBefore(): Promise<void> {
  cost = { requests: 0, bytesUp: 0, bytesDown: 0, startMs: 0 };
  await savesSurvey(0);
  for (let session = 0; session < 2; session++) {
    await sana.syncs();
    await sana.syncsLater();
  }
}

test('400 responses of 1.5 KB go up in 4 requests, 124 KB and 6 seconds', async () => {
  for (let number = 0; number < 400; number++) await savesSurvey(number);
  const { requests, bytesUp, seconds } = await costOf(() => sana.syncs());
  expect(couch.database().documents.size).toBe(400);
  expect(requests).toBeLessThanOrEqual(4);
  expect(bytesUp).toBeLessThanOrEqual(124_000);
  expect(seconds).toBeLessThanOrEqual(6);
});

test('photos cost 2 % more than their bytes, and a broken link at most one body of them', async () => {
  const bytes = 100 * 1024;
  for (let number = 0; number < 5; number++) {
    await sana.reports(`${number}`, photo(number, bytes));
  }
  const { bytesUp, seconds } = await costOf(() => sana.syncs());
  const texts = couch.requests.find(({ path }) => path.endsWith('_bulk_docs'))?.bytes ?? 0;
  expect(couch.database().attachments.size).toBe(5);
  expect(bytesUp).toBeLessThanOrEqual(1.02 * 5 * bytes + texts);
  expect(seconds).toBeLessThanOrEqual(20);
  expect(Math.max(...couch.requests.map((request) => request.bytes))).toBeLessThanOrEqual(512 * 1024);
});

test('an edit beside an unchanged photo costs no byte of the photo', async () => {
  await sana.reports('corner', photo(1, 100 * 1024));
  await hasWorkedBefore();
  const { id } = (await sana.store.documents.responses({ subject: 'place' }))[0] ?? { id: '' };
  await sana.corrects(id.replace('response:', ''), { notes: 'wet' });
  expect((await costOf(() => sana.syncs())).bytesUp).toBeLessThanOrEqual(2_500);
});

test('1,500 responses come down in 4 requests and 4 KB of asking', async () => {
  for (let number = 0; number < 1500; number++) couch.database().put(survey(number).id, survey(number).body);
  const { requests, bytesUp } = await costOf(() => sana.syncs());
  expect(await sana.store.documents.countOfType('response')).toBe(1500);
  expect(requests).toBeLessThanOrEqual(4);
  expect(bytesUp).toBeLessThanOrEqual(4_000);
});

test('a session without news is one request of less than 0.9 KB, and one round trip', async () => {
  await hasWorkedBefore();
  const { requests, bytesUp, bytesDown, seconds } = await costOf(() => sana.syncs());
  expect(requests).toBe(1);
  expect(bytesUp + bytesDown).toBeLessThanOrEqual(900);
  expect(seconds).toBeLessThan((2 * RTT_MS) / 1000);
});

test('one changed response is at the endpoint with two requests', async () => {
  await hasWorkedBefore();
  await savesSurvey(1);
  const { requests, bytesUp, bytesDown } = await costOf(() => sana.syncs());
  expect(requests).toBe(2);
  expect(bytesUp + bytesDown).toBeLessThanOrEqual(2_500);
});
