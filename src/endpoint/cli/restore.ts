import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openSettings, type Settings } from '../access/settings.ts';
import { VERSIONS_MAX } from '../couch/bulk.ts';
import { RESTORING } from '../endpoint.ts';
import { USERS } from '../store/databases.ts';
import { diskShelf } from '../store/shelf.ts';
import type { BackupLine } from './backup.ts';
import { type CouchClient, clientOfFolder, escapeId, must } from './couchClient.ts';
import { Mistake } from './trouble.ts';

type DocumentLine = Extract<BackupLine, { kind: 'document' }>;

/** Bytes of one `_bulk_docs`; well below what an endpoint takes. */
const BATCH_BYTES_MAX = 8 * 1024 * 1024;

async function* linesOf(file: string): AsyncGenerator<{ line: BackupLine; bytes: number }> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const text of lines) {
    try {
      yield { line: JSON.parse(text) as BackupLine, bytes: text.length };
    } catch {
      throw new Mistake(`${file} is damaged, or is not a backup of Dastak.`);
    }
  }
}

/** Reads the whole file once before anything is written: half a backup restores nothing. */
async function check(file: string): Promise<void> {
  if (!existsSync(file)) throw new Mistake(`The file ${file} does not exist.`);
  let documents = 0;
  let last: BackupLine | undefined;
  for await (const { line } of linesOf(file)) {
    if (!last && line.kind !== 'dastak-backup') throw new Mistake(`${file} is not a backup of Dastak.`);
    if (!last && line.kind === 'dastak-backup' && line.version !== 1) {
      throw new Mistake(`${file} was written by a newer Dastak.`);
    }
    if (line.kind === 'document') documents += 1;
    last = line;
  }
  if (last?.kind !== 'end' || last.documents !== documents) {
    throw new Mistake(`${file} is not complete: its end is missing.`);
  }
}

/**
 * Restores into a folder that is not there yet, or is empty. Cut off, it leaves one that nothing opens.
 * @param older another backup, from which comes what could not be read when `file` was made
 */
export async function restore(
  file: string,
  dataFolder: string,
  older?: string,
): Promise<{ documents: number; missing: string[] }> {
  await check(file);
  if (older !== undefined) await check(older);
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0) {
    throw new Mistake(`${dataFolder} is not empty. Restore into a new folder: --data FOLDER`);
  }
  const client = await clientOfFolder(dataFolder);
  const shelf = diskShelf(dataFolder);
  try {
    await shelf.write(RESTORING, { file });
    const { documents, missing } = await restoreAll(client, file);
    const wanted = new Set(missing);
    const found = older === undefined ? NOTHING : await restoreAll(client, older, (name) => wanted.has(name));
    await restoreAdmins(file, dataFolder);
    await shelf.remove(RESTORING);
    return {
      documents: documents + found.documents,
      missing: missing.filter((name) => !found.restored.has(name)),
    };
  } finally {
    await client.close();
  }
}

/** The endpoint gets a new identity, so that phones notice and send again what the backup did not hold. */
async function restoreAdmins(file: string, dataFolder: string): Promise<void> {
  const shelf = diskShelf(dataFolder);
  for await (const { line } of linesOf(file)) {
    if (line.kind !== 'dastak-backup' || line.admins === undefined) return;
    const settings = await openSettings(shelf);
    await shelf.write('server.json', { ...settings, admins: line.admins as Settings['admins'] });
    return;
  }
}

interface Restored {
  readonly documents: number;
  /** `database: id` of what was restored, where not everything was wanted. */
  readonly restored: ReadonlySet<string>;
  /** What could not be read when the backup was made. */
  readonly missing: string[];
}

const NOTHING: Restored = { documents: 0, restored: new Set(), missing: [] };

/** @param isWanted of `database: id`; undefined: everything, and its databases are made */
async function restoreAll(
  client: CouchClient,
  file: string,
  isWanted?: (name: string) => boolean,
): Promise<Restored> {
  const restored = new Set<string>();
  const missing: string[] = [];
  let database = '';
  let path = '';
  let batch: Record<string, unknown>[] = [];
  let batchBytes = 0;
  let documents = 0;
  /** Written last: what was allowed once need not be so by the rules that came later, or for who restores it. */
  let designs: { line: DocumentLine; bytes: number }[] = [];
  const flush = async () => {
    if (batch.length > 0) {
      const body = { docs: batch, new_edits: false };
      const rows = await must(client, 'Writing', 'POST', `${path}/_bulk_docs`, body);
      const [refused] = rows as { id: string; reason: string }[];
      if (refused) throw new Mistake(`${refused.id} cannot be restored: ${refused.reason}`);
    }
    documents += batch.length;
    batch = [];
    batchBytes = 0;
  };
  const add = async ({ document }: DocumentLine, bytes: number) => {
    // All of them may be versions of one document.
    if (batch.length === VERSIONS_MAX || batchBytes + bytes > BATCH_BYTES_MAX) await flush();
    batch.push(document);
    batchBytes += bytes;
  };
  const finish = async () => {
    await flush();
    for (const { line, bytes } of designs) await add(line, bytes);
    designs = [];
    await flush();
  };
  for await (const { line, bytes } of linesOf(file)) {
    if (line.kind === 'unreadable') missing.push(`${database}: ${line.id}`);
    else if (line.kind === 'document') {
      const id = String(line.document['_id']);
      if (isWanted) {
        if (!isWanted(`${database}: ${id}`)) continue;
        restored.add(`${database}: ${id}`);
      }
      const isDesign = id.startsWith('_design/');
      if (isDesign) designs.push({ line, bytes });
      else await add(line, bytes);
    } else if (line.kind === 'database') {
      await finish();
      database = line.name;
      path = `/${escapeId(database)}`;
      if (isWanted) continue;
      const query = line.partitioned ? '?partitioned=true' : '';
      if (line.name !== USERS) await must(client, `Making ${line.name}`, 'PUT', `${path}${query}`);
      await must(client, `Protecting ${line.name}`, 'PUT', `${path}/_security`, line.security);
    }
  }
  await finish();
  return { documents, restored, missing };
}
