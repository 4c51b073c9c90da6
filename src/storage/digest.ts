import { md5 } from '../domain/md5.ts';
import { sha256Hex } from '../domain/sha256Hex.ts';

/** CouchDB's name of some bytes: `md5-` and the base64 of their MD5. */
export const md5Digest = (bytes: ArrayBuffer): string =>
  `md5-${btoa(String.fromCharCode(...md5(new Uint8Array(bytes))))}`;

/**
 * Whether bytes are what their document says: by the endpoint's digest of the attachment, or by the SHA-256 that its
 * maker wrote. Of types that CouchDB compresses (text, JSON), its digest is that of what it stores.
 */
export async function isIntact(
  bytes: ArrayBuffer,
  { digest, sha256 }: { digest: string; sha256?: string | undefined },
): Promise<boolean> {
  if (md5Digest(bytes) === digest) return true;
  const subtle = globalThis.crypto?.subtle;
  return (await sha256Hex(bytes, subtle && ((given) => subtle.digest('SHA-256', given)))) === sha256;
}
