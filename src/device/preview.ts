import { fitted } from './fitted.ts';
import type { Picture } from './photo.ts';

/** In base64 it has 900 characters: `FileReferenceSchema` takes no more. */
const PREVIEW_BYTES_MAX = 675;
/** Longest sides in px: enough to tell a street from a kitchen, and nobody's face. */
const SIDES_PX = [64, 48, 32] as const;
const QUALITIES = [0.6, 0.4, 0.2, 0.1] as const;
/** WebP shows more in that room; not every browser writes it. */
const TYPES = ['image/webp', 'image/jpeg'] as const;
const PLAIN = { 'image/webp': plainWebp, 'image/jpeg': plainJpeg } as const;

/** @returns a `data:` URL, or undefined where the browser writes none that is small enough */
export async function previewOf(picture: Picture): Promise<string | undefined> {
  for (const side of SIDES_PX) {
    const { widthPx, heightPx } = fitted(picture, side);
    for (const type of TYPES) {
      for (const quality of QUALITIES) {
        const blob = await picture.encode(widthPx, heightPx, quality, type);
        if (blob.type !== type) break;
        const plain = PLAIN[type](new Uint8Array(await blob.arrayBuffer()));
        if (plain !== undefined && plain.length <= PREVIEW_BYTES_MAX) return dataUrl(type, plain);
      }
    }
  }
  return undefined;
}

const dataUrl = (type: string, bytes: Uint8Array): string =>
  `data:${type};base64,${btoa(String.fromCharCode(...bytes))}`;

/**
 * The picture alone: Chromium adds a colour profile of 456 bytes, which says no more than what is taken for granted.
 * https://developers.google.com/speed/webp/docs/riff_container
 */
function plainWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let from = 12; from + 8 <= bytes.length; ) {
    const length = view.getUint32(from + 4, true);
    const end = from + 8 + length + (length % 2);
    if (String.fromCharCode(...bytes.subarray(from, from + 4)) === 'VP8 ') {
      const plain = new Uint8Array(12 + end - from);
      plain.set(bytes.subarray(0, 12));
      plain.set(bytes.subarray(from, end), 12);
      new DataView(plain.buffer).setUint32(4, plain.length - 8, true);
      return plain;
    }
    from = end;
  }
  return undefined;
}

/** Without the segments that applications write (APP0 to APP15): ITU T.81, B.1.1.2. */
function plainJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 2)];
  for (let from = 2; from + 4 <= bytes.length; ) {
    const marker = view.getUint16(from);
    const end = from + 2 + view.getUint16(from + 2);
    if (marker === 0xffda) {
      kept.push(bytes.subarray(from));
      return Uint8Array.from(kept.flatMap((part) => [...part]));
    }
    if (marker < 0xffe0 || marker > 0xffef) kept.push(bytes.subarray(from, end));
    from = end;
  }
  return undefined;
}
