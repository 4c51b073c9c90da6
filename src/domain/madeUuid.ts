import { uuidOf } from './hex.ts';
import { sha256 } from './sha256.ts';
import { utf8 } from './utf8.ts';

/** A uuid (RFC 9562, version 8 unless readers ask for another) that says the same of the same text everywhere. */
export const madeUuid = (text: string, version = 8): string =>
  uuidOf(sha256(utf8(text)).slice(0, 16), version);
