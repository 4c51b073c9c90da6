import { randomBytes } from 'node:crypto';
import type { PouchDocument } from 'pouchdb-core';
import { DOCUMENT_BYTES_MAX } from './body.ts';
import { type Fields, isBroken, isFields, isStrings } from './json.ts';
import { badRequest, docValidation, Refusal, tooLarge } from './refusal.ts';

const illegalId = (reason: string): Refusal => new Refusal(400, 'illegal_docid', reason);
const ID_BYTES_MAX = 7168;
/** Ancestors taken from one document; as many as PouchDB keeps. */
const ANCESTORS_MAX = 1000;

/** Underscore fields that a document may bring. */
const KNOWN_FIELDS = new Set(['_id', '_rev', '_revisions', '_deleted', '_attachments']);
/** What an answer of ours may have carried; ignored when it comes back, as CouchDB does. */
const IGNORED_FIELDS = new Set([
  '_conflicts',
  '_deleted_conflicts',
  '_revs_info',
  '_local_seq',
  '_replication_id',
  '_replication_state',
  '_replication_state_time',
  '_replication_state_reason',
  '_replication_stats',
]);

export function checkId(id: unknown): string {
  if (typeof id !== 'string') throw illegalId('Document id must be a string');
  if (id === '') throw illegalId('Document id must not be empty');
  if (Buffer.byteLength(id) > ID_BYTES_MAX) throw illegalId('Document id is too long');
  if (isBroken(id)) throw illegalId('Document id must be valid UTF-8');
  const isReserved = id.startsWith('_') && !/^_(design|local)\/./s.test(id);
  if (isReserved) throw illegalId('Only reserved document ids may start with underscore.');
  return id;
}

/** `<generation>-<hash>`. PouchDB cannot keep a hash with a dash in it; an ETag holds only plain characters. */
export function checkRev(rev: unknown): string {
  if (typeof rev !== 'string' || !/^[1-9]\d{0,8}-[\x21\x23-\x2c\x2e-\x7e]{1,128}$/.test(rev)) {
    throw badRequest('Invalid rev format');
  }
  return rev;
}

/**
 * Turns what came from outside into a document that PouchDB takes without stumbling.
 * @param measure whether to look at its size: only needed when the whole request is larger than one document may be
 * @throws Refusal of the whole request, in CouchDB's words
 */
export function prepare(raw: unknown, newEdits: boolean, measure: boolean): PouchDocument {
  if (!isFields(raw)) throw badRequest('Document must be a JSON object');
  const document: PouchDocument = { _id: '' };
  for (const [key, value] of Object.entries(raw)) {
    if (!key.startsWith('_')) document[key] = value;
    else if (!KNOWN_FIELDS.has(key) && !IGNORED_FIELDS.has(key)) {
      throw docValidation(`Bad special document member: ${key.slice(0, 100)}`);
    }
  }
  document._id = raw['_id'] === undefined ? randomBytes(16).toString('hex') : checkId(raw['_id']);
  if (raw['_deleted'] !== undefined) {
    if (typeof raw['_deleted'] !== 'boolean') throw docValidation('`_deleted` must be a boolean');
    if (raw['_deleted']) document['_deleted'] = true;
  }
  if (measure && Buffer.byteLength(JSON.stringify(document)) > DOCUMENT_BYTES_MAX) {
    throw tooLarge(document._id);
  }
  placeRevision(document, raw, newEdits);
  if (raw['_attachments'] !== undefined) document['_attachments'] = raw['_attachments'];
  return document;
}

function placeRevision(document: PouchDocument, raw: Fields, newEdits: boolean): void {
  if (document._id.startsWith('_local/')) {
    if (!newEdits && raw['_rev'] === undefined) throw noRevision();
    return;
  }
  if (newEdits) {
    if (raw['_rev'] !== undefined) document['_rev'] = checkRev(raw['_rev']);
    return;
  }
  if (raw['_revisions'] === undefined) {
    if (raw['_rev'] === undefined) throw noRevision();
    document['_rev'] = checkRev(raw['_rev']);
    return;
  }
  const { start, ids } = checkRevisions(raw['_revisions']);
  const rev = `${start}-${ids[0]}`;
  if (raw['_rev'] !== undefined && raw['_rev'] !== rev) {
    throw docValidation('`_rev` and `_revisions` do not agree');
  }
  document['_rev'] = checkRev(rev);
  document['_revisions'] = { start, ids: ids.slice(0, ANCESTORS_MAX) };
}

const noRevision = (): Refusal =>
  badRequest('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');

function checkRevisions(value: unknown): { start: number; ids: string[] } {
  const { start, ids } = isFields(value) ? value : {};
  if (typeof start !== 'number' || !Number.isInteger(start) || start < 1 || start > 999_999_999) {
    throw docValidation("_revisions.start isn't an integer.");
  }
  if (!isStrings(ids) || ids.length === 0) throw docValidation("_revisions.ids isn't a array.");
  if (ids.length > start) throw docValidation('_revisions.ids is longer than _revisions.start');
  for (const id of ids) checkRev(`1-${id}`);
  if (new Set(ids).size !== ids.length) throw docValidation('_revisions.ids holds a revision twice');
  return { start, ids };
}
