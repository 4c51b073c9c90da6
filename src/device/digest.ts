import { hex } from '../domain/hex.ts';

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
        ? await withoutSubtle(bytes)
        : new Uint8Array(await subtle.digest('SHA-256', bytes));
    return hex(digest);
  },
});

/** Hardly a phone needs it, so hardly one loads it. */
async function withoutSubtle(bytes: ArrayBuffer): Promise<Uint8Array> {
  const { sha256 } = await import('../domain/sha256.ts');
  return sha256(new Uint8Array(bytes));
}
