import { randomBytes } from 'node:crypto';
import { isServerAdmin } from '../access/identity.ts';
import { isDatabaseName } from '../store/databases.ts';
import type { Call, Handler } from './call.ts';
import { badRequest, noDatabase, Refusal, unauthorized } from './refusal.ts';
import { json } from './reply.ts';

/** The protocol version that clients look at; what is missing answers 501. */
const SPEAKS_AS = '3.5.0';

export const welcome: Handler<Call> = async ({ core }) =>
  json({
    couchdb: 'Welcome',
    version: SPEAKS_AS,
    uuid: core.people.settings.uuid,
    features: [],
    vendor: { name: 'Dastak', version: core.version },
  });

export const up: Handler<Call> = async () => json({ status: 'ok', seeds: {} });

const UUIDS_MAX = 1000;

export const uuids: Handler<Call> = async ({ query }) => {
  const count = query.count('count') ?? 1;
  if (count > UUIDS_MAX) throw badRequest('count parameter too large');
  const made = Array.from({ length: count }, () => randomBytes(16).toString('hex'));
  return json({ uuids: made }, 200, { 'cache-control': 'no-store' });
};

export function mustBeServerAdmin(call: Call): void {
  if (!isServerAdmin(call.who)) throw unauthorized('You are not a server admin.');
}

export const allDatabases: Handler<Call> = async (call) => {
  mustBeServerAdmin(call);
  return json(await call.core.databases.names());
};

export function checkDatabaseName(name: string): void {
  if (isDatabaseName(name)) return;
  throw new Refusal(
    400,
    'illegal_database_name',
    `Name: '${name.slice(0, 100)}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, -, and / are allowed. Must begin with a letter.`,
  );
}

export async function createDatabase(call: Call, name: string): Promise<Response> {
  mustBeServerAdmin(call);
  checkDatabaseName(name);
  if (await call.core.databases.create(name, call.query.flag('partitioned'))) {
    return json({ ok: true }, 201, { location: `/${encodeURIComponent(name)}` });
  }
  throw new Refusal(412, 'file_exists', 'The database could not be created, the file already exists.');
}

export async function removeDatabase(call: Call, name: string): Promise<Response> {
  mustBeServerAdmin(call);
  checkDatabaseName(name);
  if (!(await call.core.databases.remove(name))) throw noDatabase();
  return json({ ok: true });
}
