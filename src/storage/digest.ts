import { md5 } from '../domain/md5.ts';

/** CouchDB's name of some bytes: `md5-` and the base64 of their MD5. */
export const md5Digest = (bytes: ArrayBuffer): string =>
  `md5-${btoa(String.fromCharCode(...md5(new Uint8Array(bytes))))}`;
