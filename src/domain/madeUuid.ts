import { uuidOf } from './hex.ts';
import { sha256 } from './sha256.ts';
import { utf8 } from './utf8.ts';

/** A uuid (RFC 9562, version 8) that says the same of the same text everywhere. */
export const madeUuid = (text: string): string => uuidOf(sha256(utf8(text)).slice(0, 16), 8);
