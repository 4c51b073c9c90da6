import { isMember, isServerAdmin } from '../access/identity.ts';
import { userDocumentId } from '../access/people.ts';
import { SYSTEM_DATABASES, USERS } from '../store/databases.ts';
import { allDocs } from './allDocs.ts';
import { attachmentMethods } from './attachments.ts';
import { bulkDocs, bulkGet, missingRevs, revsDiff } from './bulk.ts';
import type { Call, DatabaseCall, Method, Methods } from './call.ts';
import { changes } from './changes.ts';
import { copyDocument } from './copy.ts';
import {
  compact,
  databaseInfo,
  ensureFullCommit,
  purge,
  readSecurity,
  refuseStrangers,
  writeSecurity,
} from './database.ts';
import { documentMethods, localMethods, postDocument } from './documents.ts';
import { findDocuments, listIndexes, makeIndex, removeIndex } from './find.ts';
import { checkId } from './prepare.ts';
import {
  badRequest,
  closed,
  fromPouch,
  noDatabase,
  notFound,
  notImplemented,
  wrongMethod,
} from './refusal.ts';
import { activeTasks, replicateNow, schedulerDocs, schedulerJobs } from './replication.ts';
import {
  allDatabases,
  checkDatabaseName,
  createDatabase,
  removeDatabase,
  up,
  uuids,
  welcome,
} from './server.ts';
import { sessionMethods } from './session.ts';

const SERVER: Readonly<Record<string, Methods<Call>>> = {
  _replicate: { POST: replicateNow },
  '_scheduler/docs': { GET: schedulerDocs },
  '_scheduler/jobs': { GET: schedulerJobs },
  _up: { GET: up },
  _uuids: { GET: uuids },
  _all_dbs: { GET: allDatabases },
  _active_tasks: { GET: activeTasks },
  _session: sessionMethods,
};

const DATABASE: Readonly<Record<string, Methods<DatabaseCall>>> = {
  _all_docs: { GET: allDocs, POST: allDocs },
  _bulk_docs: { POST: bulkDocs },
  _bulk_get: { POST: bulkGet },
  _changes: { GET: changes, POST: changes },
  _compact: { POST: compact },
  _ensure_full_commit: { POST: ensureFullCommit },
  _find: { POST: findDocuments },
  _index: { GET: listIndexes, POST: makeIndex },
  _purge: { POST: purge },
  _missing_revs: { POST: missingRevs },
  _revs_diff: { POST: revsDiff },
  _security: { GET: readSecurity, PUT: writeSecurity },
};

/**
 * The parts of a path behind the endpoint's root. CouchDB's ids may hold slashes, escaped or, behind `_design` and
 * `_local`, plain; so the path is taken apart before anything is unescaped. One slash at the end means nothing
 * (PouchDB asks for `/db/`).
 */
export function splitPath(pathname: string): string[] {
  const plain = pathname.replace(/^\//, '').replace(/\/$/, '');
  const parts = plain === '' ? [] : plain.split('/');
  try {
    return parts.map(decodeURIComponent);
  } catch {
    throw badRequest('The path is not properly escaped.');
  }
}

function pick<C extends Call>(methods: Methods<C>, method: string) {
  const handler = Object.hasOwn(methods, method) ? methods[method as Method] : undefined;
  if (handler) return handler;
  const allowed = Object.keys(methods);
  throw wrongMethod(allowed.includes('GET') ? ['HEAD', ...allowed] : allowed);
}

/** @param method as sent, but `GET` for `HEAD` */
export async function answerCall(call: Call, method: string, path: readonly string[]): Promise<Response> {
  const [first, ...rest] = path;
  if (first === undefined) return pick({ GET: welcome }, method)(call);
  if (first.startsWith('_') && !SYSTEM_DATABASES.has(first)) {
    const name = [first, ...rest].join('/');
    const methods = Object.hasOwn(SERVER, name) ? SERVER[name] : undefined;
    if (!methods) throw notImplemented(`/${name.slice(0, 100)}`);
    return pick(methods, method)(call);
  }
  checkDatabaseName(first);
  if (rest.length === 0 && method === 'PUT') return createDatabase(call, first);
  if (rest.length === 0 && method === 'DELETE') return removeDatabase(call, first);
  const database = await call.core.databases.find(first);
  const isStopping = () => call.core.closing.aborted;
  if (!database || database.isClosed) throw isStopping() ? closed() : noDatabase();
  const inside = { ...call, database };
  if (first === USERS) guardUsers(inside, method, rest);
  else refuseStrangers(isMember(database.card.security, call.who), call.who.name);
  return answerInside(inside, method, rest).catch((trouble: unknown) => {
    // Deleted while it was answered.
    if (database.isClosed && !isStopping() && fromPouch(trouble).status >= 500) throw noDatabase();
    throw trouble;
  });
}

/** In `_users` everybody but administrators sees one document: her own. */
function guardUsers(call: DatabaseCall, method: string, rest: readonly string[]): void {
  const { who } = call;
  if (isServerAdmin(who)) return;
  refuseStrangers(who.name !== null, null);
  const isOwn = rest.length === 1 && rest[0] === userDocumentId(who.name ?? '');
  if (rest.length === 1 && rest[0]?.startsWith('org.couchdb.user:') && !isOwn) throw notFound();
  refuseStrangers(isOwn && (method === 'GET' || method === 'PUT'), who.name);
}

async function answerInside(call: DatabaseCall, method: string, rest: readonly string[]): Promise<Response> {
  const [first, second, ...more] = rest;
  if (first === undefined) return pick({ GET: databaseInfo, POST: postDocument }, method)(call);
  if (first === '_design' || first === '_local') {
    if (second === undefined) throw notImplemented(`/db/${first}`);
    return answerDocument(call, method, `${first}/${second}`, more);
  }
  if (first.startsWith('_') && !/^_(design|local)\//.test(first)) {
    if (first === '_index' && rest.length > 2) {
      return pick({ DELETE: (inside: DatabaseCall) => removeIndex(inside, rest.slice(1)) }, method)(call);
    }
    const methods = Object.hasOwn(DATABASE, first) ? DATABASE[first] : undefined;
    if (!methods || second !== undefined) throw notImplemented(`/db/${first.slice(0, 100)}`);
    return pick(methods, method)(call);
  }
  return answerDocument(call, method, first, rest.slice(1));
}

async function answerDocument(
  call: DatabaseCall,
  method: string,
  rawId: string,
  more: readonly string[],
): Promise<Response> {
  const id = checkId(rawId);
  if (id.startsWith('_local/')) {
    const whole = [id, ...more].join('/');
    return pick({ ...localMethods, COPY: copyDocument }, method)({ ...call, id: whole });
  }
  if (more.length === 0) return pick({ ...documentMethods, COPY: copyDocument }, method)({ ...call, id });
  if (id.startsWith('_design/') && more[0]?.startsWith('_'))
    throw notImplemented(`Design function ${more[0]}`);
  return pick(attachmentMethods, method)({ ...call, id, attachment: more.join('/') });
}
