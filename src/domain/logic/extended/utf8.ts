import { hex } from '../../hex.ts';

/** The text of UTF-8 bytes; '' when they are none. */
export function textOfUtf8(bytes: Uint8Array): string {
  try {
    return decodeURIComponent(hex(bytes).replace(/../g, '%$&'));
  } catch {
    return '';
  }
}
