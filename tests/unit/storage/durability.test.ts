import { IDBDatabase as FakeDatabase, IDBObjectStore as FakeObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import {
  asResult,
  live,
  openCampaignStore,
  openDeviceStore,
  type StorageTrouble,
} from '../../../src/storage/index.ts';
import { aDraft, aPhoto, aResponse, photoAnswer, photoBytes } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';

const REPLICA = '0123456789ab';

const IDBDatabasePrototype = FakeDatabase.prototype as unknown as IDBDatabase;

/** A disk whose next write transactions fail as scripted. */
function failingDisk() {
  const failures: Error[] = [];
  const durabilities: (string | undefined)[] = [];
  const original = IDBDatabasePrototype.transaction;
  // Dexie binds the method when it opens: the script must be in place before that.
  vi.spyOn(IDBDatabasePrototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    stores,
    mode,
    options,
  ) {
    if (mode === 'readwrite') {
      durabilities.push(options?.durability);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
    }
    return original.call(this, stores, mode, options);
  });
  return { ...newDisk(), failures, durabilities };
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the next version's code would do to the database. Dexie's version 2 is IndexedDB's 20. */
function upgraded({ indexedDB }: ReturnType<typeof newDisk>): Promise<IDBDatabase> {
  const opening = indexedDB.open(`dastak-${REPLICA}`, 20);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('later'));
  return new Promise((resolve) => opening.addEventListener('success', () => resolve(opening.result)));
}

const lostConnection = () =>
  new DOMException('Attempt to get records: the database connection is closing', 'InvalidStateError');

test('answers are written with strict durability', async () => {
  const disk = failingDisk();
  await openCampaignStore(REPLICA, disk).drafts.save(aDraft('one'));
  await openDeviceStore(disk).settings.set('theme', 'sunlight');
  expect(new Set(disk.durabilities)).toEqual(new Set(['strict']));
});

test.each([1, 2, 4])('a save survives %i lost connections in a row', async (losses) => {
  const disk = failingDisk();
  vi.spyOn(console, 'warn').mockReturnValue();
  const amina = openCampaignStore(REPLICA, disk);
  await amina.open();
  disk.failures.push(...Array.from({ length: losses }, lostConnection));
  await amina.drafts.save(aDraft('one'));
  expect(disk.failures).toEqual([]);
  expect(await amina.drafts.get('response:one')).toMatchObject({ answers: { heard: 'yes' } });
});

test.each([
  ['storage-full', 'QuotaExceededError'],
  ['storage-failed', 'AbortError'],
])('a failed write is told as %s, and earlier answers stay', async (why, name) => {
  const disk = failingDisk();
  const amina = openCampaignStore(REPLICA, disk);
  await amina.drafts.save(aDraft('one'));
  disk.failures.push(new DOMException('no', name));
  expect(await asResult(amina.drafts.save(aDraft('two')))).toEqual({ ok: false, why });
  expect(await amina.drafts.list('amina')).toHaveLength(1);
});

test('a tab of an older version closes when a newer one upgrades, says so, and writes no more', async () => {
  const disk = newDisk();
  const oldTab = openCampaignStore(REPLICA, disk);
  await oldTab.drafts.save(aDraft('one'));
  const told: (StorageTrouble | null)[] = [];
  oldTab.trouble.subscribe((trouble) => told.push(trouble));

  const newTab = await upgraded(disk);

  expect(told.at(-1)?.why).toBe('newer-tab');
  expect(await asResult(oldTab.drafts.save(aDraft('two')))).toEqual({ ok: false, why: 'newer-tab' });
  const kept = newTab.transaction('drafts').objectStore('drafts').count();
  await new Promise((resolve) => kept.addEventListener('success', resolve));
  expect(kept.result).toBe(1);
});

test('old code refuses to open a database that a newer version has upgraded', async () => {
  const disk = newDisk();
  const before = openCampaignStore(REPLICA, disk);
  await before.open();
  before.close();
  (await upgraded(disk)).close();

  const oldTab = openCampaignStore(REPLICA, disk);
  expect(await asResult(oldTab.open())).toEqual({ ok: false, why: 'newer-tab' });
  expect(await asResult(oldTab.drafts.save(aDraft('one')))).toEqual({ ok: false, why: 'newer-tab' });
});

test('a browser that refuses its storage is told as such', async () => {
  const disk = newDisk();
  vi.spyOn(disk.indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('private mode', 'SecurityError');
  });
  expect(await asResult(openDeviceStore(disk).open())).toEqual({ ok: false, why: 'storage-refused' });
});

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
  'a finalizing that dies at its write %i leaves all or nothing',
  async (at) => {
    const disk = newDisk();
    const amina = openCampaignStore(REPLICA, disk);
    const photo = photoBytes(100);
    const draft = aDraft('one', { photo: photoAnswer('p1', 100) });
    await amina.media.add(aPhoto('p1', draft.id, photo));
    await amina.drafts.save(draft);
    const died = killAtWrite(at);
    const outcome = await asResult(amina.write.finalize(draft, aResponse(draft), 'amina'));

    const isDone = outcome.ok;
    expect(isDone).toBe(!died());
    vi.restoreAllMocks();
    expect((await amina.drafts.get(draft.id)) === undefined).toBe(isDone);
    expect((await amina.documents.get(draft.id)) !== undefined).toBe(isDone);
    expect(await amina.outbox.count()).toBe(isDone ? 2 : 0);
  },
);

test.each([0, 1, 2, 3, 4])(
  'a correction saved anew that dies at its write %i leaves all or nothing',
  async (at) => {
    const amina = openCampaignStore(REPLICA, newDisk());
    const body = aResponse(aDraft('one'));
    const first = await amina.write.save('response:one', body, 'amina');
    const died = killAtWrite(at);
    const outcome = await asResult(amina.write.save('response:one', { ...body, round: 'endline' }, 'amina'));

    expect(outcome.ok).toBe(!died());
    vi.restoreAllMocks();
    const waiting = await amina.outbox.of('response:one');
    expect(waiting.map(({ rev }) => rev)).toEqual([outcome.ok ? outcome.value : first]);
    expect((await amina.documents.get('response:one'))?.rev).toBe(waiting[0]?.rev);
  },
);

/** The n-th row that is put, added or deleted fails with its transaction. @returns whether it came to that */
function killAtWrite(at: number): () => boolean {
  let written = 0;
  for (const method of ['put', 'add', 'delete'] as const) {
    const original = FakeObjectStore.prototype[method] as (...words: unknown[]) => unknown;
    vi.spyOn(FakeObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...words: unknown[]
    ) {
      if (written++ === at) throw new DOMException('killed', 'AbortError');
      return original.apply(this, words) as IDBRequest<undefined>;
    } as unknown as typeof FakeObjectStore.prototype.put);
  }
  return () => written > at;
}

test('a draft can be discarded on a phone that has no room for another line', async () => {
  const amina = openCampaignStore(REPLICA, newDisk());
  const bytes = photoBytes(2_000);
  const draft = aDraft('one', { photo: photoAnswer('p1', bytes.byteLength) });
  await amina.drafts.save(draft);
  await amina.media.add(aPhoto('p1', draft.id, bytes));
  const stores = FakeObjectStore.prototype as unknown as IDBObjectStore;
  const add = stores.add;
  vi.spyOn(stores, 'add').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (this.name === 'journal') throw new DOMException('no room', 'QuotaExceededError');
    return add.call(this, value, key);
  });
  await amina.drafts.remove(draft.id);
  expect(await amina.drafts.get(draft.id)).toBeUndefined();
  expect(await amina.media.has('media:p1')).toBe(false);
});

test('a save goes through that begins in the very moment in which a live query reads', async () => {
  const disk = newDisk();
  const store = openCampaignStore(REPLICA, disk);
  await store.open();
  const met: unknown[] = [];
  for (let turns = 0; turns < 12; turns++) {
    let goOn = (): void => undefined;
    const mayGoOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    // She tapped before: what she waits for comes while the query's own steps are on their way.
    const saved = mayGoOn.then(async () => {
      for (let turn = 0; turn < turns; turn++) await null;
      return asResult(store.drafts.save(aDraft(`draft ${turns}`)));
    });
    const query = live(async () => {
      await store.drafts.list('amina');
      goOn();
      return store.drafts.list('amina');
    }).subscribe(
      () => undefined,
      (error) => met.push(error),
    );
    expect(await saved, `${turns} turns later`).toEqual({ ok: true });
    query.unsubscribe();
  }
  expect(met).toEqual([]);
});
