/** Text in UTF-8, or in UTF-16 that says so; undefined for anything else. */
export function unicodeIn(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Text that may also come from a spreadsheet of a Western Windows. Undefined where other letters are sound UTF-8: that
 * file is damaged, and read as Windows' letters it would be nonsense from end to end.
 */
export function textIn(bytes: Uint8Array): string | undefined {
  const unicode = unicodeIn(bytes);
  if (unicode !== undefined) return unicode;
  const isDamaged = /[^\0-\x7f\ufffd]/.test(new TextDecoder().decode(bytes));
  return isDamaged ? undefined : new TextDecoder('windows-1252').decode(bytes);
}
