import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, countedFetch, dastak, pouchdb } from './clients.ts';
import { type LinkKind, MOBILE_3G, openLink, THIS_MACHINE } from './link.ts';
import { LOGIN, openPlace, type Place } from './place.ts';
import { type Measured, resultTable } from './results.ts';
import { survey } from './surveys.ts';

/**
 * Dastak's replicator beside PouchDB's, at the same endpoint through the same kind of link: `npm run bench`.
 * BENCH_LINK=local leaves the line as it is (counts and bytes only), BENCH_ONLY=push,idle picks workloads,
 * BENCH_OUT=file keeps the table.
 */
const KIND: LinkKind = process.env['BENCH_LINK'] === 'local' ? THIS_MACHINE : MOBILE_3G;
const ONLY = process.env['BENCH_ONLY']?.split(',');
const PULLED = Number(process.env['BENCH_PULL'] ?? 10_000);

let place: Place;
const results: Measured[] = [];

beforeAll(async () => {
  place = await openPlace();
}, 180_000);

afterAll(async () => {
  await place?.close();
  const table = resultTable(results, KIND.name);
  console.log(table);
  const file = process.env['BENCH_OUT'];
  if (file !== undefined) writeFileSync(file, table);
});

const CLIENTS = { dastak, pouchdb };

interface Workload {
  /** What `BENCH_ONLY` names. */
  readonly key: string;
  readonly name: string;
  /** Whether answers may come compressed, as from a proxy in front of CouchDB. */
  readonly isGzipped?: boolean;
  readonly filled?: number;
  /** Not counted. */
  prepare?(client: Client): Promise<void>;
  measured(client: Client): Promise<void>;
  /** Nothing may be lost for the sake of a number. */
  check(client: Client, path: string): Promise<void>;
}

const arrived = (prefix: string, count: number) => async (_client: Client, path: string) =>
  expect(await place.count(path, prefix)).toBe(count);

const pullOf = (isGzipped: boolean): Workload => ({
  key: isGzipped ? 'pull-gzip' : 'pull',
  name: `pull ${PULLED} responses${isGzipped ? ', gzipped answers' : ''}`,
  isGzipped,
  filled: PULLED,
  measured: (client) => client.pulls(),
  check: async (client) => expect(await client.holds('response:')).toBe(PULLED),
});

const WORKLOADS: Workload[] = [
  {
    key: 'push',
    name: 'push 1,000 responses of 1.5 KB',
    prepare: (client) => client.savesSurveys(0, 1000),
    measured: (client) => client.pushes(),
    check: arrived('response:', 1000),
  },
  {
    key: 'photos',
    name: 'push 20 photos of 100 KB with their responses',
    prepare: (client) => client.savesPhotos(20, 100 * 1024),
    measured: (client) => client.pushes(),
    check: arrived('response:', 20),
  },
  {
    key: 'edit',
    name: 'edit beside an unchanged photo',
    async prepare(client) {
      await client.savesPhotos(1, 100 * 1024);
      await client.syncs();
      await client.syncs();
      await client.editsBesidePhoto();
    },
    measured: (client) => client.pushes(),
    check: arrived('response:', 1),
  },
  {
    key: 'idle',
    name: 'idle sync',
    async prepare(client) {
      await client.savesSurveys(0, 10);
      await client.syncs();
      await client.syncs();
    },
    measured: (client) => client.syncs(),
    check: arrived('response:', 10),
  },
  {
    key: 'one',
    name: 'one changed response',
    async prepare(client) {
      await client.savesSurveys(0, 10);
      await client.syncs();
      await client.syncs();
      await client.savesSurveys(10, 1);
    },
    measured: (client) => client.syncs(),
    check: arrived('response:', 11),
  },
  pullOf(true),
  pullOf(false),
];

const picked = WORKLOADS.filter(({ key }) => ONLY === undefined || ONLY.includes(key));

for (const workload of picked) {
  test(workload.name, async () => {
    for (const make of Object.values(CLIENTS)) results.push(await measure(workload, make));
  });
}

async function measure(workload: Workload, make: typeof dastak): Promise<Measured> {
  const path = await place.newDatabase();
  if (workload.filled !== undefined) await fill(path, workload.filled);
  // Past the slow line first: only the workload itself is measured on it.
  const fast = await openLink(place.origin, THIS_MACHINE);
  const slow = await openLink(place.origin, KIND);
  let link = fast;
  const counted = countedFetch(workload.isGzipped ?? false);
  const client = make(`${place.origin}${path}`, {
    ...counted,
    fetch: (url, init) => counted.fetch(url.replace(place.origin, link.origin), init),
  });
  try {
    await workload.prepare?.(client);
    link = slow;
    // Connections that are open, as both clients have them who have just asked for something.
    await Promise.all([warm(slow.origin), warm(slow.origin)]);
    slow.reset();
    counted.requests = 0;
    const startMs = performance.now();
    await workload.measured(client);
    const seconds = (performance.now() - startMs) / 1000;
    const measured = {
      workload: workload.name,
      client: client.name,
      requests: counted.requests,
      seconds,
      ...slow.count(),
    };
    console.log(JSON.stringify(measured));
    await workload.check(client, path);
    return measured;
  } finally {
    await fast.close();
    await slow.close();
  }
}

async function warm(origin: string): Promise<void> {
  await (await fetch(`${origin}/db/_up`)).text();
}

async function fill(path: string, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const documents = numbers.map((number) => survey(number, number % 2 === 0 ? LOGIN.name : 'diego'));
  await place.fill(
    path,
    documents.map(({ id, body }) => ({ _id: id, ...body })),
  );
}
