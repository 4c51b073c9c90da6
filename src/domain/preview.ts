/** Longest side in px that a preview may have: ours have 64. A few hundred bytes can be a picture of a gigabyte. */
const SIDE_PX_MAX = 256;

/**
 * Whether a preview, which anybody may have written, is as small in pixels as it is in bytes.
 * @param url a `data:` URL as `FileReferenceSchema` admits it
 */
export function isSmallPreview(url: string): boolean {
  const bytes = base64Bytes(url.slice(url.indexOf(',') + 1));
  const size = url.startsWith('data:image/webp') ? webpSize(bytes) : jpegSize(bytes);
  return size !== undefined && Math.max(...size) <= SIDE_PX_MAX && Math.min(...size) > 0;
}

type Size = readonly [widthPx: number, heightPx: number];
const at = (bytes: readonly number[], index: number): number => bytes[index] ?? 0;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** This room has no `atob`. */
function base64Bytes(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.replace(/=+$/, '')) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 0xff);
  }
  return bytes;
}

/** https://developers.google.com/speed/webp/docs/riff_container; only the plain lossy kind, which canvases write. */
function webpSize(bytes: readonly number[]): Size | undefined {
  const kind = String.fromCharCode(...bytes.slice(8, 16));
  // A VP8 key frame begins with a tag of three bytes and 9d 01 2a (RFC 6386, 9.1).
  if (kind !== 'WEBPVP8 ' || at(bytes, 23) !== 0x9d || at(bytes, 24) !== 1 || at(bytes, 25) !== 0x2a) {
    return undefined;
  }
  const side = (from: number): number => at(bytes, from) | ((at(bytes, from + 1) & 0x3f) << 8);
  return [side(26), side(28)];
}

/** ITU T.81, B.2.2: the first frame header (SOF0 to SOF2) names the size. */
function jpegSize(bytes: readonly number[]): Size | undefined {
  const word = (from: number): number => (at(bytes, from) << 8) | at(bytes, from + 1);
  if (word(0) !== 0xffd8) return undefined;
  for (let from = 2; from + 9 < bytes.length && at(bytes, from) === 0xff; from += 2 + word(from + 2)) {
    const marker = at(bytes, from + 1);
    if (marker >= 0xc0 && marker <= 0xc2) return [word(from + 7), word(from + 5)];
  }
  return undefined;
}
