import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileReferenceSchema } from '../../../src/domain/answer.ts';
import { isSmallPreview } from '../../../src/domain/preview.ts';
import { z } from '../../../src/domain/zod.ts';
import { PREVIEW_JPEG, PREVIEW_WEBP, photoAnswer } from '../../support/examples.ts';

const admits = (preview: unknown): boolean =>
  z.safeParse(FileReferenceSchema(), { ...photoAnswer('one', 1000), preview }).success;

/** The same picture, saying that it has other sides. */
function saying(url: string, at: number, bytes: readonly number[]): string {
  const [head, base64 = ''] = url.split(',');
  const changed = Buffer.from(base64, 'base64');
  changed.set(bytes, at);
  return `${head},${changed.toString('base64')}`;
}

test('previews as browsers write them are shown', () => {
  for (const preview of [PREVIEW_WEBP, PREVIEW_JPEG]) {
    expect(admits(preview)).toBe(true);
    expect(isSmallPreview(preview)).toBe(true);
  }
});

test.each([
  ['a drawing that may hold anything', 'data:image/svg+xml;base64,PHN2Zy8+'],
  ['a page', 'data:text/html;base64,PHN2Zy8+'],
  ['an address of elsewhere', 'https://example.org/a.webp'],
  ['more than some hundred bytes', `data:image/webp;base64,${'A'.repeat(901)}`],
  ['something that is no text', 7],
])('an answer whose preview is %s is not read', (_what, preview) => {
  expect(admits(preview)).toBe(false);
});

test('a picture of a few hundred bytes that says it has sixteen thousand pixels a side is not shown', () => {
  expect(isSmallPreview(saying(PREVIEW_WEBP, 26, [0xff, 0x3f, 0xff, 0x3f]))).toBe(false);
  expect(isSmallPreview(saying(PREVIEW_WEBP, 26, [0, 0, 0, 0]))).toBe(false);
  const frame = Buffer.from(PREVIEW_JPEG.split(',')[1] ?? '', 'base64').indexOf(Buffer.from([0xff, 0xc0]));
  expect(isSmallPreview(saying(PREVIEW_JPEG, frame + 5, [0x40, 0, 0x40, 0]))).toBe(false);
});

test('whatever is admitted is looked at without an error, and noise is never shown', () => {
  const noise = fc.uint8Array({ minLength: 3, maxLength: 675 });
  fc.assert(
    fc.property(noise, fc.constantFrom('webp', 'jpeg'), (bytes, type) => {
      const url = `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
      expect(admits(url)).toBe(true);
      expect(isSmallPreview(url)).toBe(false);
    }),
  );
});
