import { expect, test } from 'vitest';
import { fitted } from '../../../src/device/fitted.ts';
import { type Darkroom, photoDoor } from '../../../src/device/photo.ts';
import { FileReferenceSchema } from '../../../src/domain/answer.ts';
import { MEDIA_BYTES_MAX } from '../../../src/domain/document.ts';
import { z } from '../../../src/domain/zod.ts';
import { PREVIEW_JPEG, PREVIEW_WEBP } from '../../support/examples.ts';

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

/** What Chromium 156 wrote of a canvas of 64 by 48 px. */
const CHROMIUM_WEBP =
  'data:image/webp;base64,UklGRpoCAABXRUJQVlA4WAoAAAAgAAAAPwAALwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggrAAAAHAGAJ0BKkAAMAA+7WipTammpCIyuSgBMB2JYgDGYYUIBtvOe700AFK3mAhEvM67odRqPkyM+hJw8eewiAD+67eu6OfzYnpOIKOktc6o+rIBMuYtCKph91eyr8AI9kxYbjImTsntlhonuGrMMmE8leZ+2v2AsnxYKdpDChikR2pHRo/TQzykaXJVqclcAvf37Pw5GZzNOJwbSk/vb2h1gI2A/NygBYgYx1pIAAA=';
const CHROMIUM_JPEG =
  'data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAwAEADASIAAhEBAxEB/8QAGAABAQADAAAAAAAAAAAAAAAAAAQCAwX/xAAiEAABAQcFAQAAAAAAAAAAAAAAEQECAwQSExUhYWOi4UH/xAAXAQEBAQEAAAAAAAAAAAAAAAAAAwQC/8QAGhEBAQEBAQEBAAAAAAAAAAAAAgABEQMSE//aAAwDAQACEQMRAD8A7AANNngNUxFsQXolNSJoqfSLK8Pbw4TJ3m1B5N505dIHNyvD28LZeLfguxKaVXRV+gsreZH5MZ1ZbQAd06DI8XbwZHi7eEIM36Kv8GpmZ29Aectoqa1bkBtaxWIY29yT6t7a/FAHm2BfLTtmA65bVF1q3I7e5kxiMQDp3s9kGeZX5Hi7eDI8XbwhBX9FZPgwAHF3AAJAAJAAJf/Z';

test('a photo of twelve megapixels becomes 1600 px and at most 480 KB', async () => {
  const { door, isClosed } = picture(4000, 3000, 0.4);
  const photo = await door.shrink(file);
  if (!photo.ok) throw new Error(photo.why);
  expect(photo.value).toMatchObject({ widthPx: 1600, heightPx: 1200, contentType: 'image/jpeg' });
  expect(photo.value.bytes.byteLength).toBeLessThanOrEqual(MEDIA_BYTES_MAX);
  expect(isClosed()).toBe(true);
});

test('a form may ask for fewer pixels, or for more', async () => {
  const few = picture(4000, 3000, 0.1);
  expect(await few.door.shrink(file, 800)).toMatchObject({ value: { widthPx: 800, heightPx: 600 } });
  const many = picture(4000, 3000, 0.05);
  expect(await many.door.shrink(file, 3000)).toMatchObject({ value: { widthPx: 3000, heightPx: 2250 } });
  const tooMany = picture(4000, 3000, 0.2);
  expect(await tooMany.door.shrink(file, 3000)).toMatchObject({ value: { widthPx: 1600, heightPx: 1200 } });
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

/** A picture that a browser writes as one of these, with as many bytes behind it as the size takes. */
function encodable(written: readonly string[], bytesAPixel: number) {
  return photoDoor({
    develop: async () => ({
      widthPx: 4000,
      heightPx: 3000,
      async encode(width, height, quality, type = 'image/jpeg') {
        const url = written.find((one) => one.startsWith(`data:${type}`));
        const pixels = new Uint8Array(Math.round(width * height * bytesAPixel * quality));
        const begins = Buffer.from(url?.split(',')[1] ?? '', 'base64');
        return new Blob([begins, pixels], { type: url === undefined ? 'image/png' : type });
      },
      close: () => undefined,
    }),
  });
}

async function previewMade(written: readonly string[], bytesAPixel: number): Promise<string | undefined> {
  const photo = await encodable(written, bytesAPixel).shrink(file);
  if (!photo.ok) throw new Error(photo.why);
  return photo.value.preview;
}

test.each([
  ['WebP where the browser writes it', [CHROMIUM_WEBP, CHROMIUM_JPEG], PREVIEW_WEBP],
  ['JPEG where it does not', [CHROMIUM_JPEG], PREVIEW_JPEG],
])(
  'the preview is a %s, without the colour profile that the browser added',
  async (_what, written, preview) => {
    expect(await previewMade(written, 0)).toBe(preview);
    const answer = { media: 'media:1', sha256: 'a'.repeat(64), contentType: 'image/jpeg', bytes: 1, preview };
    expect(z.safeParse(FileReferenceSchema(), answer).success).toBe(true);
  },
);

test('a preview is never longer than an answer takes, and a photo without one is kept all the same', async () => {
  for (const bytesAPixel of [0.05, 0.2, 0.4]) {
    const preview = await previewMade([CHROMIUM_JPEG], bytesAPixel);
    expect(preview?.length ?? 0).toBeLessThanOrEqual('data:image/jpeg;base64,'.length + 900);
  }
  expect(await previewMade([], 0)).toBeUndefined();
});
