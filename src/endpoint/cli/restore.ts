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

/** Restores into a folder that is not there yet, or is empty. Cut off, it leaves one that nothing opens. */
export async function restore(file: string, dataFolder: string): Promise<number> {
  await check(file);
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0) {
    throw new Mistake(`${dataFolder} is not empty. Restore into a new folder: --data FOLDER`);
  }
  const client = await clientOfFolder(dataFolder);
  const shelf = diskShelf(dataFolder);
  try {
    await shelf.write(RESTORING, { file });
    const documents = await restoreAll(client, file);
    await restoreAdmins(file, dataFolder);
    await shelf.remove(RESTORING);
    return documents;
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

async function restoreAll(client: CouchClient, file: string): Promise<number> {
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
    if (line.kind === 'document') {
      const isDesign = String(line.document['_id']).startsWith('_design/');
      if (isDesign) designs.push({ line, bytes });
      else await add(line, bytes);
    } else if (line.kind === 'database') {
      await finish();
      path = `/${escapeId(line.name)}`;
      const query = line.partitioned ? '?partitioned=true' : '';
      if (line.name !== USERS) await must(client, `Making ${line.name}`, 'PUT', `${path}${query}`);
      await must(client, `Protecting ${line.name}`, 'PUT', `${path}/_security`, line.security);
    }
  }
  await finish();
  return documents;
}
