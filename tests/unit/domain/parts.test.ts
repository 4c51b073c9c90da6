import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEDIA_BYTES_MAX } from '../../../src/domain/document.ts';
import { partsFor } from '../../../src/domain/fileIds.ts';
import { partIds } from '../../../src/domain/ids.ts';
import { joinParts, splitBytes } from '../../../src/domain/parts.ts';
import { sha256 } from '../../../src/domain/sha256.ts';
import { photoBytes } from '../../support/examples.ts';

const sha256Hex = async (bytes: ArrayBuffer): Promise<string> =>
  Array.from(sha256(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const wholeOf = async (bytes: ArrayBuffer) => ({
  sha256: await sha256Hex(bytes),
  bytes: bytes.byteLength,
});

const sizes = fc.oneof(
  fc.constantFrom(0, 1, MEDIA_BYTES_MAX - 1, MEDIA_BYTES_MAX, MEDIA_BYTES_MAX + 1, 2 * MEDIA_BYTES_MAX),
  fc.integer({ min: 0, max: 3 * MEDIA_BYTES_MAX }),
);

test('whatever is split is the same when it is joined, and no part is larger than a document carries', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (size, seed) => {
      const bytes = photoBytes(size, seed);
      const parts = splitBytes(bytes);
      expect(parts).toHaveLength(partsFor(size));
      expect(Math.max(...parts.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(MEDIA_BYTES_MAX);
      const joined = await joinParts(parts, await wholeOf(bytes), sha256Hex);
      expect(joined.ok && Buffer.from(joined.value).equals(Buffer.from(bytes))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('a part that is not here is a value that says how many are', async () => {
  const bytes = photoBytes(3 * MEDIA_BYTES_MAX);
  const [first, , third] = splitBytes(bytes);
  expect(await joinParts([first, undefined, third], await wholeOf(bytes), sha256Hex)).toEqual({
    ok: false,
    why: 'part-missing',
    words: { here: 2, all: 3 },
  });
});

test('parts in another order, one too few, one too many or one changed byte are never taken for the whole', async () => {
  const bytes = photoBytes(3 * MEDIA_BYTES_MAX);
  const whole = await wholeOf(bytes);
  const [first = bytes, second = bytes, third = bytes] = splitBytes(bytes);
  const changed = third.slice(0);
  new Uint8Array(changed)[7] = (new Uint8Array(third)[7] ?? 0) ^ 1;
  const wrong = [
    [second, first, third],
    [first, second],
    [first, second, third, new ArrayBuffer(0)],
    [first, second, changed],
    [first, second, third.slice(1)],
  ];
  for (const parts of wrong) {
    expect(await joinParts(parts, whole, sha256Hex)).toEqual({ ok: false, why: 'parts-damaged' });
  }
});

test('parts have numbers behind the id of the whole; what fits in one document keeps that id', () => {
  expect(partIds('media:0190')).toEqual(['media:0190']);
  expect(partIds('media:0190', 3)).toEqual(['media:0190:1', 'media:0190:2', 'media:0190:3']);
});
