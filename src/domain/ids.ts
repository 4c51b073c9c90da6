import { uuidOf } from './hex.ts';

/** Branded identifiers and the `_id` scheme: `<type>:<rest>`, so that ids of one type sort together. */
declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** `response:<uuidv7>` */
export type ResponseId = Branded<string, 'ResponseId'>;
/** `media:<uuidv7>`; a numbered part of a longer one: `media:<uuidv7>:<number>` */
export type MediaId = Branded<string, 'MediaId'>;
/** `form:<form_id>:<first 16 hex digits of the SHA-256 of the canonical definition>` */
export type FormDocumentId = Branded<string, 'FormDocumentId'>;
/** A CouchDB revision: `<generation>-<32 hex digits>` */
export type Rev = Branded<string, 'Rev'>;

export const responseId = (uuid: string): ResponseId => `response:${uuid}` as ResponseId;
export const mediaId = (uuid: string): MediaId => `media:${uuid}` as MediaId;
export const formDocumentId = (formId: string, hash: string): FormDocumentId =>
  `form:${formId}:${hash}` as FormDocumentId;
/** @param sha256 of the whole file, 64 hex digits */
export const fileId = (sha256: string): string => `file:${sha256}`;
export const campaignDocumentId = (slug: string): string => `campaign:${slug}`;

/**
 * Ids of the documents that carry a file, in order: its own, or those of its numbered parts (`media:<uuidv7>:1`, ...).
 * @param parts how many; undefined: it is one document
 */
export const partIds = (id: string, parts = 1): string[] =>
  parts === 1 ? [id] : Array.from({ length: parts }, (_, index) => `${id}:${index + 1}`);

/** What a numbered part belongs to; every other id is its own. */
export const wholeId = (id: string): string => id.replace(/^((?:media|file):[^:]+):\d+$/, '$1');

/**
 * A version 7 UUID (RFC 9562): sorts by time, so that a day's responses lie together in any database.
 * @param timeMs milliseconds since 1970
 * @param random 10 random bytes
 */
export function uuidv7(timeMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let index = 0, rest = timeMs; index < 6; index++, rest = Math.floor(rest / 256)) {
    bytes[5 - index] = rest % 256;
  }
  bytes.set(random.subarray(0, 10), 6);
  return uuidOf(bytes, 7);
}
