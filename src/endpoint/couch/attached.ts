import type { PouchDocument } from 'pouchdb-core';
import type { Database } from '../store/database.ts';
import { ancestry } from '../store/tree.ts';
import { type Fields, isBroken, isFields } from './json.ts';
import { badRequest, Refusal } from './refusal.ts';

/** An attachment as the endpoint keeps it, without its bytes. */
export interface Stub {
  readonly content_type: string;
  readonly revpos: number;
  readonly digest: string;
  readonly length: number;
  readonly stub: true;
}

/** Bytes that came beside the JSON (`follows: true`), by attachment name. */
export type Following = ReadonlyMap<string, Buffer>;

export const stubsOf = (document: Fields): Record<string, Stub> =>
  (document['_attachments'] ?? {}) as Record<string, Stub>;

export function checkAttachmentName(name: string): string {
  if (name === '') throw badRequest('Attachment name must not be empty');
  if (name.startsWith('_')) {
    throw badRequest(`Attachment name '${name.slice(0, 100)}' starts with prohibited character '_'`);
  }
  if (isBroken(name)) throw badRequest('Attachment name is not UTF-8 encoded');
  return name;
}

const missingStub = (id: string, name: string): Refusal =>
  new Refusal(412, 'missing_stub', `Invalid attachment stub in ${id} for ${name}`);

/**
 * Replaces what the document says about its attachments by what PouchDB shall store: bytes, or a stub whose bytes
 * this very document already has. (PouchDB alone would take a stub of bytes that belong to somebody else's document.)
 * Tombstones carry none.
 */
export async function placeAttachments(
  document: PouchDocument,
  database: Database,
  following: Following = new Map(),
): Promise<void> {
  const asked = document['_attachments'];
  delete document['_attachments'];
  if (asked === undefined || document['_deleted'] === true || document._id.startsWith('_local/')) return;
  if (!isFields(asked)) throw badRequest('`_attachments` must be an object');
  const placed: Fields = {};
  let stored: Record<string, Stub>[] | undefined;
  for (const [name, entry] of Object.entries(asked)) {
    checkAttachmentName(name);
    if (!isFields(entry)) throw badRequest(`Attachment ${name} must be an object`);
    if (entry['stub'] === true) {
      stored ??= await storedStubs(document, database);
      placed[name] = findStub(stored, name, entry) ?? raise(missingStub(document._id, name));
    } else {
      placed[name] = bytesOf(name, entry, following);
    }
  }
  if (Object.keys(placed).length > 0) document['_attachments'] = placed;
}

/** It will be sent as a header: a line break in it would begin another one. */
const HEADER_TEXT = /^[\x20-\x7e]{1,200}$/;

function bytesOf(name: string, entry: Fields, following: Following): Fields {
  const type = entry['content_type'];
  const content_type = typeof type === 'string' && HEADER_TEXT.test(type) ? type : 'application/octet-stream';
  const data = entry['follows'] === true ? following.get(name) : readBase64(entry['data']);
  if (data === undefined) throw badRequest(`Invalid attachment data for ${name}`);
  return { content_type, data };
}

function readBase64(text: unknown): Buffer | undefined {
  if (typeof text !== 'string' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return;
  return Buffer.from(text, 'base64');
}

/** What the document's ancestors hold, the nearest first, then what its other leaves hold. */
async function storedStubs(document: PouchDocument, database: Database): Promise<Record<string, Stub>[]> {
  const tree = await database.tree(document._id);
  if (!tree) return [];
  const parents = declaredParents(document).flatMap((rev) => ancestry(tree, rev));
  const revs = new Set([...parents, ...tree.leaves.map((leaf) => leaf.rev)]);
  const found: Record<string, Stub>[] = [];
  for (const rev of revs) {
    if (!tree.available.has(rev)) continue;
    found.push(stubsOf(await database.read(document._id, { rev })));
  }
  return found;
}

/** Itself and what it says it descends from, newest first. */
export function declaredParents(document: PouchDocument): string[] {
  const own = document['_rev'] === undefined ? [] : [String(document['_rev'])];
  const history = document['_revisions'] as { start: number; ids: string[] } | undefined;
  return history ? history.ids.map((id, back) => `${history.start - back}-${id}`) : own;
}

/** By name and digest: a stub whose digest is another one stands for bytes that are not here. */
function findStub(stored: readonly Record<string, Stub>[], name: string, asked: Fields): Stub | undefined {
  for (const stubs of stored) {
    const stub = Object.hasOwn(stubs, name) ? stubs[name] : undefined;
    if (stub && (asked['digest'] === undefined || asked['digest'] === stub.digest)) return stub;
  }
  return undefined;
}

function raise(refusal: Refusal): never {
  throw refusal;
}
