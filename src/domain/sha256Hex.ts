import { hex } from './hex.ts';

/**
 * SHA-256 as 64 hex digits.
 * @param own the browser's; absent on plain http, where a photo still needs its name
 */
export async function sha256Hex(
  bytes: ArrayBuffer,
  own: ((bytes: ArrayBuffer) => Promise<ArrayBuffer>) | undefined,
): Promise<string> {
  return hex(own ? new Uint8Array(await own(bytes)) : await ours(bytes));
}

/** Hardly a phone needs it, so hardly one loads it. */
async function ours(bytes: ArrayBuffer): Promise<Uint8Array> {
  const { sha256 } = await import('./sha256.ts');
  return sha256(new Uint8Array(bytes));
}
