import Dexie, { type Table } from 'dexie';
import { nextRev } from '../../src/domain/revisions.ts';
import { openCampaignStore } from '../../src/storage/index.ts';
import { survey } from './surveys.ts';

/**
 * Runs in the browser of `local.bench.ts`: our storage beside Dexie used plainly, with the same rows, indexes and
 * durability. Times in milliseconds.
 */
export interface LocalBench {
  /** Strict saves one after the other, two of ours and the same two plainly in turn. */
  saves(from: number, count: number): Promise<{ ours: number[]; raw: number[] }>;
  fill(which: Which, from: number, count: number): Promise<void>;
  /** All documents of one collector after the other, by index; `rows`: how many each. */
  lists(which: Which, from: number, count: number): Promise<{ times: number[]; rows: number }>;
}

export type Which = 'ours' | 'raw';

/** Documents are dealt out among so many. */
const COLLECTORS = Number(new URLSearchParams(location.search).get('collectors'));
const COLLECTOR = 'of.collector';

const REPLICA = 'bench';
const store = openCampaignStore(REPLICA);

/** The same rows as ours, of which the bench makes a copy first; same indexes, same durability. */
class RawDatabase extends Dexie {
  declare documents: Table<{ id: string }, string>;
  declare outbox: Table<{ order: number }, number>;
  constructor() {
    super('raw', { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({
      documents:
        'id, of.type, [of.form+of.round], of.collector, of.subject, of.response, conflicted, updatedSeq',
      outbox: '++order, &[id+rev], id, author',
    });
  }
}
const raw = new RawDatabase();

const collected = (number: number) => survey(number, `collector-${number % COLLECTORS}`);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** The rows of one save, as they are kept. */
interface Kept {
  document: { id: string };
  entry: { order: number };
}

const reader = new Dexie(`dastak-${REPLICA}`);

async function keptRows(id: string): Promise<Kept> {
  const document = await reader.table('documents').get(id);
  const [{ order: _order, ...entry }] = await reader.table('outbox').where('id').equals(id).toArray();
  return { document, entry };
}

const saveRaw = ({ document, entry }: Kept): Promise<unknown> =>
  raw.transaction('rw', [raw.documents, raw.outbox], async () => {
    await Promise.all([raw.documents.put(document), raw.outbox.add(entry)]);
  });

const bench: LocalBench = {
  async saves(from, count) {
    const times: { ours: number[]; raw: number[] } = { ours: [], raw: [] };
    await store.open();
    await reader.open();
    for (let number = from; number < from + count; number += 2) {
      const documents = [collected(number), collected(number + 1)];
      const kept: Kept[] = [];
      for (const { id, body } of documents) {
        times.ours.push(await timed(() => store.write.save(id, body, body.collector)));
        kept.push(await keptRows(id));
      }
      for (const rows of kept) times.raw.push(await timed(() => saveRaw(rows)));
    }
    return times;
  },

  async fill(which, from, count) {
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    const documents = numbers.map(collected);
    if (which === 'ours') {
      const leaves = documents.map(({ id, body }) => ({ id, leaf: leafOf({ ...body }) }));
      await store.replicated.pulled(leaves, null, 1);
      return;
    }
    // As one would write it by hand: the document with its revision, and the keys that it is found by.
    await raw.documents.bulkPut(
      documents.map(({ id, body }, index) => {
        const { type, form, round, collector, subject } = body;
        const { rev } = leafOf({ ...body });
        return { id, rev, body, updatedSeq: from + index, of: { type, form, round, collector, subject } };
      }),
    );
  },

  async lists(which, from, count) {
    const times: number[] = [];
    let rows = 0;
    for (let number = from; number < from + count; number++) {
      const collector = `collector-${(number * 37) % COLLECTORS}`;
      const list = async () => {
        const found =
          which === 'ours'
            ? await store.documents.responses({ collector })
            : await raw.documents.where(COLLECTOR).equals(collector).toArray();
        rows = found.length;
      };
      times.push(await timed(list));
    }
    return { times, rows };
  },
};

const leafOf = (body: Readonly<Record<string, unknown>>) => ({
  rev: nextRev(null, false, body),
  ancestors: [],
  deleted: false,
  body,
});

Object.assign(globalThis, { bench });
