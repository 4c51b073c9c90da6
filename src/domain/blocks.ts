/** What MD5 (RFC 1321, 3.1 and 3.2) and SHA (FIPS 180-4, 5.1) have in common: how a message becomes blocks of 16 words. */

/**
 * The message, a one bit, zeros, and its length in bits: whole blocks.
 * @param blockBytes 64, or 128 for SHA-512
 * @param isLittle whether the lowest byte of a word stands first
 */
export function padded(message: Uint8Array, blockBytes: number, isLittle?: boolean): DataView {
  const bytes = new Uint8Array(Math.ceil((message.length + blockBytes / 8 + 1) / blockBytes) * blockBytes);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(message.length) * 8n, isLittle);
  return view;
}

/** A word that is surely there. */
export const at = <Word>(words: { readonly [index: number]: Word }, index: number): Word =>
  words[index] as Word;

/**
 * A digest of words of 32 bits.
 * @param start what the digest of nothing would be
 * @param mix what is added to the digest for the block that begins at `from`
 * @returns its bytes
 */
export function digest32(
  message: Uint8Array,
  start: Iterable<number>,
  mix: (hash: Int32Array, blocks: DataView, from: number) => readonly number[],
  isLittle?: boolean,
): Uint8Array {
  const blocks = padded(message, 64, isLittle);
  const hash = Int32Array.from(start);
  for (let from = 0; from < blocks.byteLength; from += 64) {
    mix(hash, blocks, from).forEach((word, index) => {
      hash[index] = at(hash, index) + word;
    });
  }
  hash.forEach((word, index) => {
    blocks.setInt32(index * 4, word, isLittle);
  });
  return new Uint8Array(blocks.buffer, 0, hash.byteLength);
}
