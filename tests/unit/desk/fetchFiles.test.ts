import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ok, trouble } from '../../../src/domain/result.ts';
import type { CampaignStore } from '../../../src/storage/index.ts';
import { fileOf, interview, office, receive } from './office.ts';

const mediaId = (n: number): string => `media:01900000-0000-7000-8000-00000000000${n}`;

const photo = (n: number, parts?: number) => ({
  media: mediaId(n),
  sha256: '0'.repeat(64),
  contentType: 'image/webp',
  bytes: 3,
  ...(parts === undefined ? { widthPx: 1, heightPx: 1 } : { parts }),
});

const PHOTO = { bytes: new Uint8Array([1, 2, 3]).buffer, contentType: 'image/webp' };

/** As a session keeps what it fetched. */
async function keep(store: CampaignStore, id: string): Promise<void> {
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const of = { response: 'response:1', collector: 'amina', campaign: 'demo' };
  await store.media.add({ id, bytes, sha256: '0'.repeat(64), contentType: 'image/webp', ...of });
}

/** One photo is here, one is not, and a recording of two parts is here by half. */
async function deskWithFiles(fetchMedia?: Parameters<typeof office>[0]) {
  const one = await office(fetchMedia);
  await receive(one.store, 'response:1', interview({ answers: { photo: photo(1), more: photo(2) } }));
  await receive(one.store, 'response:2', interview({ answers: { sound: photo(3, 2) } }));
  await keep(one.store, mediaId(1));
  await keep(one.store, `${mediaId(3)}:1`);
  return one;
}

const filesIn = async ({ blob }: { blob: Blob }): Promise<number> =>
  Object.keys(unzipSync(new Uint8Array(await blob.arrayBuffer()))).filter((name) => name.includes('files/'))
    .length;

test('an export counts the photos and recordings that it lacks, and asks no network for them', async () => {
  const asked: string[] = [];
  const { desk } = await deskWithFiles({
    fetchMedia: (id) => {
      asked.push(id);
      return Promise.resolve(ok(PHOTO));
    },
  });
  const file = fileOf(await desk.exportOdk('before', 'json'));
  expect(file.files).toEqual({ here: 1, total: 3 });
  expect(await filesIn(file)).toBe(1);
  expect(asked).toEqual([]);
});

test('what the endpoint has is fetched once and is in the next export; what it has not is counted', async () => {
  const asked: string[] = [];
  const { desk } = await deskWithFiles({
    fetchMedia: async (id, store) => {
      asked.push(id);
      if (id === mediaId(2)) return trouble('photo-not-here');
      await keep(store, id);
      return ok(PHOTO);
    },
  });
  const steps: [number, number][] = [];
  const signal = new AbortController().signal;
  const fetched = await desk.fetchFiles('before', (done, total) => void steps.push([done, total]), signal);
  expect(fetched).toEqual(ok({ fetched: 1, lacking: 1 }));
  expect(asked).toEqual([mediaId(2), `${mediaId(3)}:2`]);
  expect(steps).toEqual([
    [0, 2],
    [1, 2],
  ]);
  expect(fileOf(await desk.exportOdk('before', 'xml')).files).toEqual({ here: 2, total: 3 });
});

test('a photo that was looked at before its document came is in the next export, and until then counts as lacking', async () => {
  // It comes from the cache, where nobody else looks.
  const { desk, store } = await office({ fetchMedia: () => Promise.resolve(ok(PHOTO)) });
  await receive(store, 'response:1', interview({ answers: { photo: photo(1) } }));
  const fetchFiles = () => desk.fetchFiles('before', () => undefined, new AbortController().signal);
  expect(await fetchFiles()).toEqual(ok({ fetched: 0, lacking: 1 }));
  await receive(store, mediaId(1), {
    type: 'media',
    schema: 1,
    campaign: 'demo',
    collector: 'amina',
    response: 'response:1',
    sha256: '0'.repeat(64),
    contentType: 'image/webp',
    bytes: 3,
  } as never);
  expect(await fetchFiles()).toEqual(ok({ fetched: 1, lacking: 0 }));
  expect(fileOf(await desk.exportOdk('before', 'json')).files).toEqual({ here: 1, total: 1 });
});

test('without a network fetching ends with the first photo, and says so', async () => {
  let asked = 0;
  const { desk } = await deskWithFiles({
    fetchMedia: () => {
      asked += 1;
      return Promise.resolve(trouble('unreachable'));
    },
  });
  const fetched = await desk.fetchFiles('before', () => undefined, new AbortController().signal);
  expect(fetched).toMatchObject({ ok: false, why: 'unreachable' });
  expect(asked).toBe(1);
});

test('fetching that is cancelled ends at once, although the network says nothing', async () => {
  const run = new AbortController();
  let asked = 0;
  const { desk } = await deskWithFiles({
    fetchMedia: () => {
      asked += 1;
      run.abort();
      return new Promise(() => undefined);
    },
  });
  const fetched = await desk.fetchFiles('before', () => undefined, run.signal);
  expect(fetched).toEqual(ok({ fetched: 0, lacking: 2 }));
  expect(asked).toBe(1);
});
