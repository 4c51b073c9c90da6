/**
 * What a first question does not wait for, in a chunk of its own: sending, what both sides remember of each other, photos that are looked
 * at, open questions of the desk, cookies, and refusals that may no longer hold.
 */
export { signInForCookie } from './cookie.ts';
export { missing, rules, write, writeNote } from './couchdbWrites.ts';
export { fetchMedia } from './fetchMedia.ts';
export { listenOnce } from './listen.ts';
export { compareMemories } from './memory.ts';
export { noteEnd } from './noteEnd.ts';
export { push } from './push.ts';
export { settle } from './settle.ts';
