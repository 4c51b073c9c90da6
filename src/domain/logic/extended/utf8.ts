/** A text with the replacement character for half an emoji, as in TextEncoder. */
export const wellFormed = (text: string): string =>
  Array.from(text, (letter) => (/^[\ud800-\udfff]$/.test(letter) ? '\ufffd' : letter)).join('');

/** The text of UTF-8 bytes; '' when they are none. */
export function textOfUtf8(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return '';
  }
}
