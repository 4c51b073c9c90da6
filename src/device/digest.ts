import { sha256 } from './sha256.ts';

export interface DigestDoor {
  /** SHA-256 as 64 hex digits. */
  sha256Hex(bytes: ArrayBuffer): Promise<string>;
}

export const browserDigest = (): DigestDoor => ({
  async sha256Hex(bytes) {
    // Browsers have no `crypto.subtle` on plain http; a photo taken there still needs its name.
    const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
    const digest =
      subtle === undefined
        ? sha256(new Uint8Array(bytes))
        : new Uint8Array(await subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
});
