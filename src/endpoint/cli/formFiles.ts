import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { FILE_ATTACHMENT } from '../../domain/document.ts';
import { documentIdsOf } from '../../domain/fileIds.ts';
import { entryOf, fileDocument, fileParts } from '../../domain/files.ts';
import type { FormFile } from '../../domain/form/definition.ts';
import { FILE_BYTES_MAX } from '../../domain/parts.ts';
import { nextRev } from '../../domain/revisions.ts';
import { fileProblems, filesNamedBy } from '../../exchange/xlsform/attached.ts';
import type { XlsForm } from '../../exchange/xlsform/form.ts';
import { writeAll } from './campaign.ts';
import { type CouchClient, escapeId, must } from './couchClient.ts';
import { problemLine } from './formWords.ts';
import { Mistake } from './trouble.ts';

/** A file that the form names, with its bytes where they are not at the endpoint yet. */
export interface GatheredFile {
  readonly entry: FormFile;
  readonly bytes?: ArrayBuffer;
}

const sha256Hex = async (bytes: ArrayBuffer): Promise<string> =>
  createHash('sha256').update(new Uint8Array(bytes)).digest('hex');

/**
 * The files that a form names, from a folder, else as the current version has them.
 * @param folder undefined: none was given
 * @param before files of the current version
 * @throws Mistake with a line for each that is in neither, and for each that is too large
 */
export async function gatherFiles(
  form: XlsForm,
  folder: string | undefined,
  before: readonly FormFile[],
): Promise<GatheredFile[]> {
  const gathered: GatheredFile[] = [];
  const tooLarge: string[] = [];
  for (const { name } of filesNamedBy(form)) {
    const bytes = folder === undefined ? undefined : await bytesIn(folder, name);
    const kept = before.find((file) => file.name === name);
    if (bytes !== undefined) gathered.push({ entry: await entryOf(name, bytes, sha256Hex), bytes });
    else if (kept !== undefined) gathered.push({ entry: kept });
    if ((bytes?.byteLength ?? 0) > FILE_BYTES_MAX) tooLarge.push(`  ${name} is larger than 30 MB.`);
  }
  const missing = fileProblems(form, new Set(gathered.map(({ entry }) => entry.name)));
  const lines = [...missing.map((one) => `  ${problemLine(one)}`), ...tooLarge];
  if (lines.length === 0) return gathered.sort(byName);
  const where = folder === undefined ? 'Say where they lie with --files FOLDER.' : `Looked for in ${folder}.`;
  throw new Mistake([`Files of the form are missing or too large. ${where}`, ...lines].join('\n'));
}

const byName = (one: GatheredFile, other: GatheredFile): number =>
  one.entry.name < other.entry.name ? -1 : 1;

/** Undefined where there is no such file. A form's name for it leads nowhere out of its folder. */
async function bytesIn(folder: string, name: string): Promise<ArrayBuffer | undefined> {
  const path = resolve(join(folder, name));
  if (!path.startsWith(resolve(folder) + sep)) return undefined;
  const read = await readFile(path).catch(() => undefined);
  return read && new Uint8Array(read).buffer;
}

/** Puts what the endpoint lacks, part by part; a part is about the largest body that every endpoint takes. */
export async function putFiles(
  client: CouchClient,
  database: string,
  campaign: string,
  files: readonly GatheredFile[],
): Promise<number> {
  const path = `/${escapeId(database)}`;
  const keys = files.flatMap(({ entry }) => documentIdsOf(entry));
  const { rows } = (await must(client, 'Reading', 'POST', `${path}/_all_docs`, { keys })) as {
    rows: { key: string; value?: { rev: string; deleted?: boolean } | null }[];
  };
  const held = new Set(rows.flatMap(({ key, value }) => (value && !value.deleted ? [key] : [])));
  let written = 0;
  for (const { entry, bytes } of files) {
    if (bytes === undefined) continue;
    for (const part of await fileParts(entry, bytes, sha256Hex)) {
      if (held.has(part.id)) continue;
      held.add(part.id);
      await putPart(client, path, campaign, entry.content_type, part);
      written += 1;
    }
  }
  return written;
}

/** With the revision that the desk would give it: published twice, it is one document. */
async function putPart(
  client: CouchClient,
  path: string,
  campaign: string,
  contentType: string,
  part: { id: string; sha256: string; bytes: ArrayBuffer },
): Promise<void> {
  const bytes = Buffer.from(part.bytes);
  const digest = `md5-${createHash('md5').update(bytes).digest('base64')}`;
  const body = fileDocument(campaign, contentType, part, digest);
  const _rev = nextRev(null, false, body);
  const attachment = { content_type: contentType, data: bytes.toString('base64') };
  const doc = { ...body, _id: part.id, _rev, _attachments: { [FILE_ATTACHMENT]: attachment } };
  await writeAll(client, path, { docs: [doc], new_edits: false });
}
