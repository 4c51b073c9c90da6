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
): Promise<{ databases: number; documents: number }> {
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
    for (const name of names) documents += await backupDatabase(client, name, write);
    await write({ kind: 'end', documents });
    await out.sync();
    await out.close();
    await rename(draft, resolve(file));
    await syncFolder(dirname(resolve(file)));
    return { databases: names.length, documents };
  } catch (trouble) {
    await out.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw trouble;
  }
}

interface Info {
  readonly props?: { readonly partitioned?: boolean };
}
interface Changes {
  readonly results: { readonly id: string; readonly changes: { readonly rev: string }[] }[];
  readonly last_seq: string;
}

async function backupDatabase(
  client: CouchClient,
  name: string,
  write: (line: BackupLine) => Promise<void>,
): Promise<number> {
  const path = `/${escapeId(name)}`;
  const security = await must(client, `Reading ${name}`, 'GET', `${path}/_security`);
  const { props } = (await must(client, `Reading ${name}`, 'GET', path)) as Info;
  await write({ kind: 'database', name, security, ...(props?.partitioned ? { partitioned: true } : {}) });
  let documents = 0;
  for (let since = '0'; ; ) {
    const query = `style=all_docs&limit=${CHANGES_AT_ONCE}&since=${encodeURIComponent(since)}`;
    const page = (await must(client, `Reading ${name}`, 'GET', `${path}/_changes?${query}`)) as Changes;
    if (page.results.length === 0) return documents;
    since = page.last_seq;
    const leaves = page.results.flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })));
    for (let start = 0; start < leaves.length; start += LEAVES_AT_ONCE) {
      documents += await backupLeaves(client, path, leaves.slice(start, start + LEAVES_AT_ONCE), write);
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

async function backupLeaves(
  client: CouchClient,
  path: string,
  docs: readonly { id: string; rev: string }[],
  write: (line: BackupLine) => Promise<void>,
): Promise<number> {
  let got: Got;
  try {
    const query = 'revs=true&attachments=true';
    got = (await must(client, 'Reading documents', 'POST', `${path}/_bulk_get?${query}`, { docs })) as Got;
  } catch (trouble) {
    if (docs.length === 1) throw trouble;
    // Together they may be more than an answer, or a text, can hold; one that cannot be read alone is named.
    const half = Math.ceil(docs.length / 2);
    const first = await backupLeaves(client, path, docs.slice(0, half), write);
    return first + (await backupLeaves(client, path, docs.slice(half), write));
  }
  const rows = got.results.flatMap((result) => result.docs);
  // What went away since it was listed is no part of the backup; anything else would be missing from it unseen.
  const unread = rows.find(({ error }) => error && error.error !== 'not_found')?.error;
  if (unread) throw new Mistake(`${unread.id} cannot be read, so there is no backup: ${unread.reason}`);
  const found = rows.flatMap(({ ok }) => (ok ? [ok] : []));
  for (const document of found) await write({ kind: 'document', document });
  return found.length;
}
