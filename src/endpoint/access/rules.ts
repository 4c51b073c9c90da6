import type { PouchDocument } from 'pouchdb-core';
import { forbidden, type Refusal } from '../couch/refusal.ts';
import type { Identity } from './identity.ts';

/** Kinds that only coordinators write: what everybody else relies on. */
const COORDINATORS_ONLY = new Set([
  'campaign',
  'form',
  'file',
  'review',
  'card',
  'rumour',
  'outcome',
  'pack',
]);
/** Kinds that belong to one collector, named in `collector`. */
const COLLECTORS_OWN = new Set(['response', 'media', 'device', 'entity']);

/**
 * The rules of a campaign database, which CouchDB would hold as `validate_doc_update` (the same rules are put there by
 * `dastak demo`). They look only at documents of the campaign's kinds; others are for CouchDB's own rules.
 * @param stored the leaves that the endpoint holds for this id
 * @returns why it may not be written, or undefined
 */
export function refusalOf(
  document: PouchDocument,
  stored: readonly PouchDocument[],
  who: Identity,
): Refusal | undefined {
  if (isPractice(document)) return forbidden('Practice records never go into a campaign database.');
  if (who.roles.includes('_admin') || who.roles.includes('coordinator')) return undefined;
  for (const kind of kindsOf(document)) {
    if (COORDINATORS_ONLY.has(kind)) return forbidden(`Only a coordinator may write a ${kind} document.`);
    if (COLLECTORS_OWN.has(kind)) {
      const refusal = refusalOfOwn(document, stored, who);
      if (refusal) return refusal;
    }
  }
  return undefined;
}

/** As phones mark it, and whoever would call it so otherwise. */
const isPractice = (document: PouchDocument): boolean =>
  document['mode'] === 'practice' ||
  document['practice'] === true ||
  document._id.startsWith('practice:') ||
  document['type'] === 'practice';

/** By its id and by what it says: neither may smuggle the other. */
const kindsOf = (document: PouchDocument): Set<string> =>
  new Set([document._id.split(':')[0] ?? '', String(document['type'] ?? '')]);

function refusalOfOwn(
  document: PouchDocument,
  stored: readonly PouchDocument[],
  who: Identity,
): Refusal | undefined {
  if (stored.some((leaf) => typeof leaf['collector'] === 'string' && leaf['collector'] !== who.name)) {
    return forbidden('This record belongs to another collector.');
  }
  // A tombstone need not say whose it was: the leaves just looked at do.
  if (document['_deleted'] === true && document['collector'] === undefined) return undefined;
  if (document['collector'] === who.name) return undefined;
  return forbidden('A collector may only write records of her own.');
}
