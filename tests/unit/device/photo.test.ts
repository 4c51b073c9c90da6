import { expect, test } from 'vitest';
import { type Darkroom, fitted, photoDoor } from '../../../src/device/photo.ts';
import { FileReferenceSchema } from '../../../src/domain/answer.ts';
import { MEDIA_BYTES_MAX } from '../../../src/domain/document.ts';
import { z } from '../../../src/domain/zod.ts';

/** A picture whose encoded size is so many bytes a pixel, times its quality. */
function picture(widthPx: number, heightPx: number, bytesAPixel: number, type = 'image/jpeg') {
  let isClosed = false;
  const asked: string[] = [];
  const darkroom: Darkroom = {
    develop: async () => ({
      widthPx,
      heightPx,
      async encode(width, height, quality) {
        asked.push(`${width}x${height} ${quality}`);
        return new Blob([new Uint8Array(Math.round(width * height * bytesAPixel * quality))], { type });
      },
      close: () => {
        isClosed = true;
      },
    }),
  };
  return { door: photoDoor(darkroom), asked, isClosed: () => isClosed };
}
const file = new Blob(['camera']);

test('a photo of twelve megapixels becomes 1600 px and at most 480 KB', async () => {
  const { door, isClosed } = picture(4000, 3000, 0.4);
  const photo = await door.shrink(file);
  if (!photo.ok) throw new Error(photo.why);
  expect(photo.value).toMatchObject({ widthPx: 1600, heightPx: 1200, contentType: 'image/jpeg' });
  expect(photo.value.bytes.byteLength).toBeLessThanOrEqual(MEDIA_BYTES_MAX);
  expect(isClosed()).toBe(true);
});

test('quality goes down before the picture gets smaller', async () => {
  const { door, asked } = picture(1600, 1200, 0.6);
  await door.shrink(file);
  expect(asked.slice(0, 7)).toEqual([
    '1600x1200 0.82',
    '1600x1200 0.72',
    '1600x1200 0.62',
    '1600x1200 0.5',
    '1280x960 0.82',
    '1280x960 0.72',
    '1280x960 0.62',
  ]);
});

test('a small picture is not blown up and a sliver keeps a pixel', () => {
  expect(fitted({ widthPx: 640, heightPx: 480 }, 1600)).toEqual({ widthPx: 640, heightPx: 480 });
  expect(fitted({ widthPx: 9000, heightPx: 2 }, 1600)).toEqual({ widthPx: 1600, heightPx: 1 });
});

test('tells the type that was really written', async () => {
  const photo = await picture(100, 100, 0.1, 'image/png').door.shrink(file);
  expect(photo).toMatchObject({ ok: true, value: { contentType: 'image/png' } });
});

test('what is no picture, and what no quality makes small enough, are told and not thrown', async () => {
  const torn = photoDoor({ develop: () => Promise.reject(new Error('InvalidStateError')) });
  expect(await torn.shrink(file)).toEqual({ ok: false, why: 'photo-unreadable' });
  const huge = picture(4000, 3000, 4);
  expect(await huge.door.shrink(file)).toEqual({ ok: false, why: 'photo-too-large' });
  expect(huge.isClosed()).toBe(true);
});

/** A picture that a browser encodes in so many bytes a pixel, and that writes only these types. */
function encodable(bytesAPixel: number, writes: readonly string[]) {
  return photoDoor({
    develop: async () => ({
      widthPx: 4000,
      heightPx: 3000,
      async encode(width, height, quality, type = 'image/jpeg') {
        const size = Math.round(width * height * bytesAPixel * quality);
        return new Blob([new Uint8Array(size)], { type: writes.includes(type) ? type : 'image/png' });
      },
      close: () => undefined,
    }),
  });
}

test.each([
  ['WebP of 64 px where the browser writes it', 0.2, ['image/jpeg', 'image/webp'], 'data:image/webp;base64,'],
  ['JPEG where it does not', 0.2, ['image/jpeg'], 'data:image/jpeg;base64,'],
])('the preview is %s, and an answer takes it', async (_what, bytesAPixel, writes, head) => {
  const photo = await encodable(bytesAPixel, writes).shrink(file);
  const preview = photo.ok ? (photo.value.preview ?? '') : '';
  expect(preview.startsWith(head)).toBe(true);
  expect(preview.length).toBeLessThanOrEqual(head.length + 1200);
  const answer = { media: 'media:1', sha256: 'a'.repeat(64), contentType: 'image/jpeg', bytes: 1, preview };
  expect(z.safeParse(FileReferenceSchema, answer).success).toBe(true);
});

test('a photo that no preview is small enough for, or that fails to make one, is kept all the same', async () => {
  const photo = await encodable(4, ['image/jpeg']).shrink(file);
  expect(photo).toMatchObject({ ok: false, why: 'photo-too-large' });
  const png = await encodable(0.4, []).shrink(file);
  expect(png).toMatchObject({ ok: true, value: { contentType: 'image/png' } });
  expect(png.ok && png.value).not.toHaveProperty('preview');
});
