import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openSettings } from '../access/settings.ts';
import { USERS } from '../store/databases.ts';
import { diskShelf, syncFolder } from '../store/shelf.ts';
import { type CouchClient, escapeId, must } from './couchClient.ts';
import { Mistake } from './trouble.ts';

/** The first line of a backup. Every further line is one of the other kinds, in order; the last one is `end`. */
export interface BackupHead {
  readonly kind: 'dastak-backup';
  readonly version: 1;
  readonly madeAt: string;
  /** Hashes, never passwords. Only from a data folder. */
  readonly admins?: Record<string, unknown>;
}
export type BackupLine =
  | BackupHead
  | {
      readonly kind: 'database';
      readonly name: string;
      readonly security: unknown;
      readonly partitioned?: true;
    }
  | { readonly kind: 'document'; readonly document: Record<string, unknown> }
  | { readonly kind: 'unreadable'; readonly id: string }
  | { readonly kind: 'end'; readonly documents: number };

/** Leaves in one request: with the largest photos about 13 MB. */
const LEAVES_AT_ONCE = 20;
const CHANGES_AT_ONCE = 1000;

/**
 * Writes every leaf of every document, with its history and attachments, as JSON lines. Checkpoints stay out on
 * purpose: after a restore, phones must not believe that the endpoint still has what came after the backup.
 * @param dataFolder where the administrators' hashes are, when the backup is of a folder
 */
export async function backup(
  client: CouchClient,
  file: string,
  dataFolder: string | undefined,
): Promise<{ databases: number; documents: number; unread: string[] }> {
  const draft = `${resolve(file)}.part`;
  const out = await open(draft, 'w', 0o600);
  const write = async (line: BackupLine) => void (await out.write(`${JSON.stringify(line)}\n`));
  try {
    const admins = dataFolder && (await openSettings(diskShelf(dataFolder))).admins;
    await write({
      kind: 'dastak-backup',
      version: 1,
      madeAt: new Date().toISOString(),
      ...(admins ? { admins } : {}),
    });
    const all = (await must(client, 'Listing the databases', 'GET', '/_all_dbs')) as string[];
    const names = all.filter((name) => name === USERS || !name.startsWith('_'));
    let documents = 0;
    const unread: string[] = [];
    for (const name of names) {
      const told = await backupDatabase(client, name, write);
      documents += told.documents;
      unread.push(...told.unread.map((id) => `${name}: ${id}`));
    }
    await write({ kind: 'end', documents });
    await out.sync();
    await out.close();
    await rename(draft, resolve(file));
    await syncFolder(dirname(resolve(file)));
    return { databases: names.length, documents, unread };
  } catch (trouble) {
    await out.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw trouble;
  }
}

interface Info {
  readonly props?: { readonly partitioned?: boolean };
  /** Of the embedded endpoint: what its disk cannot read, and `_changes` leaves out. */
  readonly damaged?: Readonly<Record<string, readonly string[]>>;
}
interface Changes {
  readonly results: { readonly id: string; readonly changes: { readonly rev: string }[] }[];
  readonly last_seq: string;
}

async function backupDatabase(
  client: CouchClient,
  name: string,
  write: (line: BackupLine) => Promise<void>,
): Promise<{ documents: number; unread: string[] }> {
  const path = `/${escapeId(name)}`;
  const reading: Reading = { client, path, write, failed: new Map() };
  const security = await must(client, `Reading ${name}`, 'GET', `${path}/_security`);
  const { props } = (await must(client, `Reading ${name}`, 'GET', path)) as Info;
  await write({ kind: 'database', name, security, ...(props?.partitioned ? { partitioned: true } : {}) });
  let documents = 0;
  let unread: string[] | undefined;
  for (let since = '0'; ; ) {
    const query = `style=all_docs&limit=${CHANGES_AT_ONCE}&since=${encodeURIComponent(since)}`;
    const page = (await must(client, `Reading ${name}`, 'GET', `${path}/_changes?${query}`)) as Changes;
    if (page.results.length === 0) {
      if (unread) return { documents, unread: await writeUnread(reading, unread) };
      // What could be read again meanwhile is a change by then.
      unread = await unreadIn(reading, name);
      continue;
    }
    unread = undefined;
    since = page.last_seq;
    const leaves = page.results.flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })));
    for (let start = 0; start < leaves.length; start += LEAVES_AT_ONCE) {
      documents += await backupLeaves(reading, leaves.slice(start, start + LEAVES_AT_ONCE));
    }
  }
}

interface GotRow {
  readonly ok?: Record<string, unknown>;
  readonly error?: { readonly id: string; readonly error: string; readonly reason: string };
}
interface Got {
  readonly results: { readonly docs: readonly GotRow[] }[];
}

interface Reading {
  readonly client: CouchClient;
  /** Of the database. */
  readonly path: string;
  readonly write: (line: BackupLine) => Promise<void>;
  /** Why a document could not be read, by its id. */
  readonly failed: Map<string, string>;
}

/**
 * What the endpoint itself says that its disk cannot read: a backup of all the others is worth having.
 * @throws Mistake when anything else is missing, which would be so unseen
 */
async function unreadIn({ client, path, failed }: Reading, name: string): Promise<string[]> {
  const { damaged = {} } = (await must(client, `Reading ${name}`, 'GET', path)) as Info;
  for (const [id, reason] of failed) {
    if (!Object.hasOwn(damaged, id))
      throw new Mistake(`${id} cannot be read, so there is no backup: ${reason}`);
  }
  return Object.keys(damaged);
}

async function writeUnread({ write }: Reading, ids: string[]): Promise<string[]> {
  for (const id of ids) await write({ kind: 'unreadable', id });
  return ids;
}

async function backupLeaves(reading: Reading, docs: readonly { id: string; rev: string }[]): Promise<number> {
  const { client, path, write, failed } = reading;
  let got: Got;
  try {
    const query = 'revs=true&attachments=true';
    got = (await must(client, 'Reading documents', 'POST', `${path}/_bulk_get?${query}`, { docs })) as Got;
  } catch (trouble) {
    const [first, ...others] = docs;
    if (!first) return 0;
    if (others.length === 0) {
      failed.set(first.id, trouble instanceof Error ? trouble.message : String(trouble));
      return 0;
    }
    // Together they may be more than an answer, or a text, can hold; one that cannot be read alone is named.
    const half = Math.ceil(docs.length / 2);
    const written = await backupLeaves(reading, docs.slice(0, half));
    return written + (await backupLeaves(reading, docs.slice(half)));
  }
  const rows = got.results.flatMap((result) => result.docs);
  // What went away since it was listed is no part of the backup; anything else would be missing from it unseen.
  for (const { error } of rows) if (error && error.error !== 'not_found') failed.set(error.id, error.reason);
  const found = rows.flatMap(({ ok }) => (ok ? [ok] : []));
  for (const document of found) await write({ kind: 'document', document });
  return found.length;
}
