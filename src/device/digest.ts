import { sha256Hex } from '../domain/sha256Hex.ts';

export interface DigestDoor {
  /** SHA-256 as 64 hex digits. */
  sha256Hex(bytes: ArrayBuffer): Promise<string>;
}

export const browserDigest = (): DigestDoor => ({
  sha256Hex(bytes) {
    const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
    return sha256Hex(bytes, subtle && ((given) => subtle.digest('SHA-256', given)));
  },
});
