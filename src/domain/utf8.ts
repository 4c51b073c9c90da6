const PLAIN = /^[ -~]*$/;

/**
 * The bytes of a text; half an emoji throws. This room has no TextEncoder, but `encodeURIComponent` is UTF-8 in the
 * language itself.
 */
export function utf8(text: string): Uint8Array {
  const bytes = PLAIN.test(text)
    ? text
    : encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`)));
  return Uint8Array.from(bytes, (char) => char.charCodeAt(0));
}
