/**
 * The bytes of a text; half an emoji becomes the replacement character, as in TextEncoder. This room has no TextEncoder,
 * but `encodeURIComponent` is UTF-8 in the language itself, and `unescape` makes a character of each byte. Each save
 * names its revision by them: with a pattern and a list of its pieces that took as long as all the rest of its work.
 */
export function utf8(text: string): Uint8Array {
  const coded = unescape(encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')));
  return new Uint8Array(coded.length).map((_, index) => coded.charCodeAt(index));
}
