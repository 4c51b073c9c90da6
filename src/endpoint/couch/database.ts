import { isDatabaseAdmin } from '../access/identity.ts';
import type { Circle, Database } from '../store/database.ts';
import { readFields } from './body.ts';
import { readRevLists } from './bulk.ts';
import type { DatabaseCall, Handler } from './call.ts';
import { type Fields, isFields, isStrings } from './json.ts';
import { badRequest, forbidden, unauthorized } from './refusal.ts';
import { json } from './reply.ts';
import { sequenceText } from './sequence.ts';
import { mustBeServerAdmin } from './server.ts';

/** Whose last compaction did not come to its end. */
const uncompacted = new WeakSet<Database>();

export const databaseInfo: Handler<DatabaseCall> = async ({ database }) => {
  const { card } = database;
  const damaged = await database.damaged();
  const [log, info, file] = await Promise.all([database.changes(), database.pouch.info(), database.bytes()]);
  const deleted = log.after(0).length - info.doc_count;
  return json({
    db_name: card.name,
    instance_start_time: card.startTime,
    update_seq: sequenceText(card, log.lastSeq),
    purge_seq: sequenceText(card, await database.purgeSeq()),
    doc_count: info.doc_count,
    doc_del_count: Math.max(0, deleted),
    sizes: { file, external: 0, active: 0 },
    props: card.partitioned ? { partitioned: true } : {},
    disk_format_version: 8,
    compact_running: database.isCompacting,
    // Not in CouchDB, and here only when there is something to tell: the answer to `_compact` comes before its end.
    ...(uncompacted.has(database) ? { compact_failed: true } : {}),
    // For whoever looks after it: what is left out of the changes, in the shape that `_purge` takes.
    ...(damaged.length > 0 ? { damaged: Object.fromEntries(damaged) } : {}),
    cluster: { q: 1, n: 1, w: 1, r: 1 },
  });
};

/** Only administrators of the database go on. CouchDB says 401 to nobody in particular, 401 also to members. */
export function mustBeAdmin(call: DatabaseCall): void {
  if (isDatabaseAdmin(call.database.card.security, call.who)) return;
  throw unauthorized('You are not a db or server admin.');
}

export const readSecurity: Handler<DatabaseCall> = async ({ database }) => json(database.card.security);

export const writeSecurity: Handler<DatabaseCall> = async (call) => {
  mustBeAdmin(call);
  const body = await readFields(call, true);
  const security = { admins: readCircle(body['admins']), members: readCircle(body['members']) };
  await call.core.databases.protect(call.database, security);
  return json({ ok: true });
};

function readCircle(value: unknown = {}): Circle {
  if (!isFields(value)) throw badRequest('admins and members must be JSON objects');
  const { names = [], roles = [] }: Fields = value;
  if (!isStrings(names)) throw badRequest('names must be a JSON list of strings');
  if (!isStrings(roles)) throw badRequest('roles must be a JSON list of strings');
  return { names, roles };
}

/** Every answer of a write comes after the disk has it, so there is nothing left to commit. */
export const ensureFullCommit: Handler<DatabaseCall> = async ({ database }) =>
  json({ ok: true, instance_start_time: database.card.startTime }, 201);

/** Answers at once, as CouchDB; `compact_running` tells when it is over. */
export const compact: Handler<DatabaseCall> = async (call) => {
  mustBeAdmin(call);
  const { core, database } = call;
  uncompacted.delete(database);
  database.compact().catch((trouble: unknown) => {
    uncompacted.add(database);
    if (!database.isClosed) core.log(`Compacting ${database.card.name} failed: ${String(trouble)}`);
  });
  return json({ ok: true }, 202);
};

const PURGED_AT_ONCE_MAX = 100;

/** Replicas that still hold what is purged here may bring it back: purge it there too. */
export const purge: Handler<DatabaseCall> = async (call) => {
  mustBeServerAdmin(call);
  const asked = await readRevLists(call);
  if (asked.length > PURGED_AT_ONCE_MAX) throw badRequest('Exceeded maximum number of documents.');
  const purged = await call.database.purge(asked);
  return json({ purge_seq: null, purged: Object.fromEntries(purged) }, 201);
};

/** Refuses who may not see this database at all. */
export function refuseStrangers(isAllowed: boolean, name: string | null): void {
  if (isAllowed) return;
  if (name === null) throw unauthorized('You are not authorized to access this db.');
  throw forbidden('You are not allowed to access this db.');
}
