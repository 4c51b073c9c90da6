import { hex } from '../../hex.ts';

/** The text of UTF-8 bytes; '' when they are none. */
export function textOfUtf8(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(hex(Uint8Array.from(bytes)).replace(/../g, '%$&'));
  } catch {
    return '';
  }
}
