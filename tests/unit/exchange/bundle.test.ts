import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Rev } from '../../../src/domain/ids.ts';
import { type BundleDocument, bundleName, readBundle, writeBundle } from '../../../src/exchange/index.ts';

const hash = (digit: string): string => digit.repeat(32);
const base = { schema: 1, campaign: 'demo' };
const answered = (said: string): BundleDocument => ({
  id: 'response:0190a',
  leaf: {
    rev: `2-${hash('b')}` as Rev,
    ancestors: [`1-${hash('a')}` as Rev],
    deleted: false,
    body: {
      type: 'response',
      ...base,
      form: 'visit',
      formVersion: 'form:visit:0123456789abcdef',
      subject: 'survey',
      round: 'baseline',
      collector: 'amina',
      device: 'phone-1',
      language: 'ur',
      answers: { said },
      trail: { startedAt: 'x', finalizedAt: 'y', activeMs: 1, answersChanged: 0 },
      corrections: 1,
    },
  },
});
const media: BundleDocument = {
  id: 'media:0190b',
  leaf: {
    rev: `1-${hash('c')}` as Rev,
    ancestors: [],
    deleted: false,
    body: {
      type: 'media',
      ...base,
      response: 'response:0190a',
      sha256: '',
      contentType: 'image/webp',
      bytes: 3,
      collector: 'amina',
    },
  },
};
const sha256 = (bytes: ArrayBuffer): string =>
  createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
const photoOf = (bytes: Uint8Array<ArrayBuffer>) => ({
  id: 'media:0190b',
  bytes: bytes.buffer,
  sha256: sha256(bytes.buffer),
});
const photo = photoOf(new Uint8Array([1, 2, 255]));
const mediaOf = ({ sha256 }: typeof photo): BundleDocument => ({
  ...media,
  leaf: { ...media.leaf, body: { ...media.leaf.body, sha256 } },
});
const header = {
  campaign: 'demo',
  collector: 'amina',
  device: 'phone-1',
  savedAt: '2026-11-22T18:00:00+05:00',
  appVersion: '0.1.0',
  documents: 2,
  photos: 1,
  drafts: 0,
};
const written = (): Promise<Blob> =>
  writeBundle(header, { documents: [answered('گھر آئیں'), mediaOf(photo)], drafts: [], photos: [photo] });

/** The same file with its lines changed by hand. */
async function changed(change: (lines: string[]) => string[]): Promise<Blob> {
  const text = gunzipSync(await (await written()).arrayBuffer()).toString('utf8');
  return new Blob([new Uint8Array(gzipSync(change(text.split('\n')).join('\n')))]);
}
async function read(file: Blob) {
  const found = await readBundle(file);
  if (!found.ok) throw new Error(found.why);
  return found.value;
}

test('what a phone saved comes back with its revisions and its photo, byte for byte', async () => {
  const bundle = await read(await written());
  expect(bundle.documents).toEqual([answered('گھر آئیں'), mediaOf(photo)]);
  expect(bundle.photos).toEqual([photo]);
  expect(bundle).toMatchObject({ damaged: 0, unreadable: 0, header: { collector: 'amina' } });
});

test('what was made in practice is left out with its photo, counted, and called no damage', async () => {
  const inPractice = ({ id, leaf }: BundleDocument): BundleDocument => ({
    id,
    leaf: { ...leaf, body: { ...leaf.body, mode: 'practice' } },
  });
  const real = { ...answered('yes'), id: 'response:0190c' };
  const documents = [inPractice(answered('no')), inPractice(mediaOf(photo)), real];
  const file = await writeBundle({ ...header, documents: 3 }, { documents, drafts: [], photos: [photo] });
  const bundle = await read(file);
  expect(bundle.documents).toEqual([real]);
  expect(bundle.photos).toEqual([]);
  expect(bundle).toMatchObject({ practised: 2, damaged: 0, unreadable: 0 });
});

test('a large photo survives the way through text', async () => {
  const large = photoOf(new Uint8Array(480 * 1024).map((_, at) => (at * 31) % 256));
  const file = await writeBundle(
    { ...header, documents: 1 },
    { documents: [mediaOf(large)], drafts: [], photos: [large] },
  );
  expect((await read(file)).photos[0]?.bytes).toEqual(large.bytes);
});

test('a changed answer is not believed, and the rest is read', async () => {
  const bundle = await read(await changed((lines) => lines.map((line) => line.replace('گھر', 'باہر'))));
  expect(bundle.documents.map(({ id }) => id)).toEqual(['media:0190b']);
  expect(bundle).toMatchObject({ damaged: 1, unreadable: 0 });
});

test('a line of nonsense costs itself alone', async () => {
  const bundle = await read(await changed(([first = '', ...rest]) => [first, '{"docu', ...rest]));
  expect(bundle.documents).toHaveLength(2);
  expect(bundle.damaged).toBe(1);
});

test('a file cut short gives what is whole, and counts what is missing', async () => {
  const large = photoOf(new Uint8Array(480 * 1024).map((_, at) => (at * at * 31) % 251));
  const file = await writeBundle(header, {
    documents: [answered('آئیں'), mediaOf(large)],
    drafts: [],
    photos: [large],
  });
  const bundle = await read(file.slice(0, file.size - 2000));
  expect(bundle.documents.map(({ id }) => id)).toEqual(['response:0190a']);
  expect(bundle).toMatchObject({ photos: [], damaged: 1 });
});

test('a photo that is not the one its document promised is not taken, nor is the document', async () => {
  const other = {
    ...mediaOf(photo),
    leaf: { ...media.leaf, body: { ...media.leaf.body, sha256: 'e'.repeat(64) } },
  };
  const bundle = await read(
    await writeBundle(header, { documents: [answered(''), other], drafts: [], photos: [photo] }),
  );
  expect(bundle.documents.map(({ id }) => id)).toEqual(['response:0190a']);
  expect(bundle).toMatchObject({ photos: [], damaged: 1 });
});

test('a browser that unpacked the download makes no difference', async () => {
  const plain = new Blob([gunzipSync(await (await written()).arrayBuffer())]);
  expect((await read(plain)).documents).toHaveLength(2);
});

test.each([
  ['a picture', new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])])],
  ['an empty file', new Blob([])],
  ['other JSON lines', new Blob(['{"a":1}\n{"b":2}\n'])],
])('%s is not taken for a bundle', async (_, file) => {
  expect(await readBundle(file)).toEqual({ ok: false, why: 'bundle-not-ours' });
});

test('a bundle of a newer Dastak is not guessed at', async () => {
  const file = await changed((lines) => lines.map((line) => line.replace('"version":2', '"version":3')));
  expect(await readBundle(file)).toEqual({ ok: false, why: 'bundle-newer' });
});

test('a bomb is stopped at its first line', async () => {
  const bomb = new Blob([new Uint8Array(gzipSync(Buffer.alloc(30_000_000, 32)))]);
  expect(await readBundle(bomb)).toEqual({ ok: false, why: 'bundle-not-ours' });
});

test('an endless line inside a bundle costs itself alone', async () => {
  const bundle = await read(
    await changed(([first = '', ...rest]) => [first, ' '.repeat(9_000_000), ...rest]),
  );
  expect(bundle).toMatchObject({ damaged: 1 });
  expect(bundle.documents).toHaveLength(2);
});

test('a file cannot bring a form or another campaign’s answers', async () => {
  const form = { ...answered(''), id: 'form:visit:0' };
  const other = answered('');
  const foreign = { ...other, leaf: { ...other.leaf, body: { ...other.leaf.body, campaign: 'other' } } };
  const bundle = await read(
    await writeBundle({ ...header, photos: 0 }, { documents: [form, foreign], drafts: [], photos: [] }),
  );
  expect(bundle).toMatchObject({ documents: [], unreadable: 2, damaged: 0 });
});

test('the file is named after the person and the day', () => {
  expect(bundleName({ collector: 'amina b/..', savedAt: header.savedAt })).toBe(
    'dastak-amina-b-2026-11-22.jsonl.gz',
  );
});
