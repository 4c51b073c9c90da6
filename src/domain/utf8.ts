/**
 * The bytes of a text; half an emoji becomes the replacement character, as in TextEncoder. This room has no TextEncoder, but `encodeURIComponent` is UTF-8 in the
 * language itself.
 */
export const utf8 = (text: string): Uint8Array =>
  Uint8Array.from(
    encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).match(/%..|./g) ?? [],
    (one) => (one.length > 1 ? Number.parseInt(one.slice(1), 16) : one.charCodeAt(0)),
  );
