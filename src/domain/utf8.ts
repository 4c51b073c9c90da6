/**
 * The bytes of a text; half an emoji throws. This room has no TextEncoder, but `encodeURIComponent` is UTF-8 in the
 * language itself.
 */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  const escaped = encodeURIComponent(text);
  for (let at = 0; at < escaped.length; at++) {
    const isByte = escaped[at] === '%';
    bytes.push(isByte ? Number.parseInt(escaped.slice(at + 1, at + 3), 16) : escaped.charCodeAt(at));
    if (isByte) at += 2;
  }
  return Uint8Array.from(bytes);
}
