import type { PouchDocument } from 'pouchdb-core';
import { isStrings } from '../couch/json.ts';
import { forbidden, notFound } from '../couch/refusal.ts';
import { type Identity, isServerAdmin } from './identity.ts';
import { hashPassword } from './passwords.ts';
import { userDocumentId } from './people.ts';

/**
 * What is stored when a document of `_users` is written: the password hashed, never kept. Administrators write what
 * they like within CouchDB's form; everybody else changes only her own password.
 * @param before the stored document, if any
 */
export async function userToStore(
  document: PouchDocument,
  before: PouchDocument | undefined,
  who: Identity,
  iterations: number,
): Promise<PouchDocument> {
  const asked = isServerAdmin(who) ? document : onlyPassword(document, before, who);
  if (asked._id.startsWith('_design/') || asked['_deleted'] === true) return asked;
  checkForm(asked);
  const { password, ...rest } = asked;
  if (password === undefined) return asked;
  if (typeof password !== 'string' || password === '') throw forbidden('password must be a string');
  return { ...rest, _id: asked._id, ...(await hashPassword(password, iterations)) };
}

function onlyPassword(
  document: PouchDocument,
  before: PouchDocument | undefined,
  who: Identity,
): PouchDocument {
  if (who.name === null || document._id !== userDocumentId(who.name) || !before) throw notFound();
  if (document['_deleted'] === true) throw forbidden('Only administrators may delete an account.');
  if (document['password'] === undefined) throw forbidden('You may change only your password.');
  return { ...before, _id: document._id, _rev: document['_rev'], password: document['password'] };
}

/** The checks of CouchDB's own `_design/_auth`, in its words. */
function checkForm(document: PouchDocument): void {
  const { name, type, roles } = document;
  if (type !== 'user') throw forbidden('doc.type must be user');
  if (typeof name !== 'string' || name === '') throw forbidden('doc.name is required');
  if (name.includes(':')) throw forbidden('Character `:` is not allowed in usernames.');
  if (!isStrings(roles)) throw forbidden('doc.roles can only contain strings');
  if (document._id !== userDocumentId(name)) {
    throw forbidden('Doc ID must be of the form org.couchdb.user:name');
  }
  if (roles.some((role) => role.startsWith('_'))) {
    throw forbidden('No system roles (starting with underscore) in users db.');
  }
}
