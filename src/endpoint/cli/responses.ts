import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import words from '../../../locales/en/desk.json';
import type { FileReference } from '../../domain/answer.ts';
import { roundOf } from '../../domain/campaign.ts';
import {
  type Campaign,
  type DastakDocument,
  MEDIA_ATTACHMENT,
  parseDocument,
} from '../../domain/document.ts';
import { partIds } from '../../domain/ids.ts';
import { filesIn } from '../../domain/response.ts';
import { latestReviews } from '../../domain/reviews.ts';
import type { ExportedResponse } from '../../exchange/odk/instance.ts';
import { type KnownForm, readResponses } from '../../exchange/odk/readResponses.ts';
import type { ReadProblem } from '../../exchange/odk/response.ts';
import { documentsOf, type ReadDocument } from '../../exchange/odk/toDocuments.ts';
import { EXPORT_FORMATS, type ExportFormat, writeResponses } from '../../exchange/odk/writeResponses.ts';
import { type Command, text } from './arguments.ts';
import { writeAll } from './campaign.ts';
import { type CouchClient, escapeId, must } from './couchClient.ts';
import { targetOf } from './form.ts';
import { fill } from './formWords.ts';
import { using } from './target.ts';
import { Mistake } from './trouble.ts';

const USAGE =
  'Say what to do: dastak responses export FORM_ID OUT.zip [URL], or dastak responses import FILE [URL]';

/** Writes responses for ODK's and Kobo's tools, or reads theirs; see `help.ts`. */
export async function responses(command: Command): Promise<string> {
  const [, verb, subject, third, fourth] = command.words;
  if (subject === undefined) throw new Mistake(USAGE);
  switch (verb) {
    case 'export': {
      if (third === undefined) throw new Mistake(USAGE);
      const { client, name } = await targetOf(command.flags, fourth);
      return using(client, () =>
        exportTo(client, name, { formId: subject, out: third, format: formatOf(command) }),
      );
    }
    case 'import': {
      const { client, name } = await targetOf(command.flags, third);
      return using(client, () => importFrom(client, name, subject, command));
    }
    default:
      throw new Mistake(USAGE);
  }
}

function formatOf({ flags }: Command): ExportFormat {
  const said = text(flags, 'as') ?? 'json';
  const format = EXPORT_FORMATS.find((one) => one === said);
  if (format === undefined)
    throw new Mistake(`--as must be one of ${EXPORT_FORMATS.join(', ')}, not "${said}".`);
  return format;
}

type Kept<Type extends DastakDocument['type']> = {
  readonly id: string;
  readonly rev: string;
  readonly body: Extract<DastakDocument, { type: Type }>;
};

/** The readable documents of one type. */
async function ofType<Type extends DastakDocument['type']>(
  client: CouchClient,
  name: string,
  type: Type,
): Promise<Kept<Type>[]> {
  const range = `startkey=${escapeId(`"${type}:"`)}&endkey=${escapeId(`"${type}:\uffff"`)}`;
  const path = `/${escapeId(name)}/_all_docs?include_docs=true&${range}`;
  const { rows } = (await must(client, 'Reading', 'GET', path)) as {
    rows: { id: string; doc?: Record<string, unknown> | null }[];
  };
  return rows.flatMap(({ id, doc }) => {
    const parsed = doc ? parseDocument(doc) : undefined;
    if (parsed?.ok !== true || parsed.value.type !== type) return [];
    return [{ id, rev: String(doc?.['_rev']), body: parsed.value as Kept<Type>['body'] }];
  });
}

async function campaignAndForms(
  client: CouchClient,
  name: string,
): Promise<{ campaign: Campaign; forms: KnownForm[] }> {
  const [campaign] = await ofType(client, name, 'campaign');
  if (campaign === undefined)
    throw new Mistake(`${name} holds no campaign. Make one first, or try: dastak demo`);
  const current = new Set(Object.values(campaign.body.forms));
  const forms = await ofType(client, name, 'form');
  return {
    campaign: campaign.body,
    forms: forms.map(({ id, body }) => ({ id, definition: body.definition, isCurrent: current.has(id) })),
  };
}

interface ExportOrder {
  readonly formId: string;
  readonly out: string;
  readonly format: ExportFormat;
}

async function exportTo(
  client: CouchClient,
  name: string,
  { formId, out, format }: ExportOrder,
): Promise<string> {
  if (extname(out).toLowerCase() !== '.zip') throw new Mistake(`${out} must end in .zip.`);
  const { forms } = await campaignAndForms(client, name);
  const own = forms.filter(({ definition }) => definition.form_id === formId);
  const form = own.find(({ isCurrent }) => isCurrent) ?? own[0];
  if (form === undefined) {
    const known = [...new Set(forms.map(({ definition }) => definition.form_id))].join(', ');
    throw new Mistake(`${name} has no form "${formId}". It has: ${known}`);
  }
  const exported = await exportedResponses(client, name, formId);
  const read = (file: FileReference): Promise<Uint8Array | undefined> => bytesOf(client, name, file);
  const archive = await writeResponses(format, form.definition, exported, read);
  await writeFile(resolve(out), new Uint8Array(await archive.arrayBuffer()));
  return `${exported.length} responses to ${formId} are in ${out}. Keep it safe: it holds answers of real people.`;
}

async function exportedResponses(
  client: CouchClient,
  name: string,
  formId: string,
): Promise<ExportedResponse[]> {
  const [all, decisions, media] = await Promise.all([
    ofType(client, name, 'response'),
    ofType(client, name, 'review').then(latestReviews),
    ofType(client, name, 'media'),
  ]);
  const here = new Set(media.map(({ id }) => id));
  const isHere = ({ media: id, parts }: FileReference): boolean =>
    partIds(id, parts).every((one) => here.has(one));
  return all
    .filter(({ body }) => body.form === formId)
    .map(({ id, rev, body }) => {
      const decision = decisions.get(id);
      return {
        id,
        document: body,
        reviewState: decision?.responseRev === rev ? decision.state : 'received',
        photosPresent: filesIn(body.answers).filter(isHere).length,
      };
    });
}

async function bytesOf(
  client: CouchClient,
  name: string,
  { media, parts }: FileReference,
): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  for (const id of partIds(media, parts)) {
    const path = `/${escapeId(name)}/${escapeId(id)}?attachments=true`;
    const { status, body } = await client.request('GET', path);
    const attachments = (body as { _attachments?: Record<string, { data?: string }> } | undefined)
      ?._attachments;
    const data = attachments?.[MEDIA_ATTACHMENT]?.data;
    if (status !== 200 || data === undefined) return undefined;
    pieces.push(Buffer.from(data, 'base64'));
  }
  return Buffer.concat(pieces);
}

async function importFrom(
  client: CouchClient,
  name: string,
  file: string,
  { flags }: Command,
): Promise<string> {
  const bytes = await readFile(resolve(file)).catch(() => {
    throw new Mistake(`${file} cannot be read. Is the name right?`);
  });
  const { campaign, forms } = await campaignAndForms(client, name);
  const read = await readResponses(new Uint8Array(bytes), basename(file), {
    campaign: campaign.campaign,
    forms,
    form: text(flags, 'form'),
    roundOf: (formId) => roundOf(campaign, formId),
  });
  if (!read.ok) throw new Mistake(`${file}: ${words.trouble[read.why]}`);
  const { responses: found, problems } = read.value;
  const held = new Set((await ofType(client, name, 'response')).map(({ id }) => id));
  const fresh = found.filter(({ id }) => !held.has(id));
  const wanted = fresh.filter((one) => flags['leave-out'] === true || one.problems.length === 0);
  await put(client, name, await documentsOf(read.value, wanted));
  const said = [
    `${wanted.length} responses are new in ${name}; ${found.length - fresh.length} were there already.`,
    ...(problems.length === 0
      ? []
      : ['This cannot be read:', ...problems.map((one) => `  ${problemLine(one)}`)]),
  ];
  if (wanted.length < fresh.length)
    said.push(
      `${fresh.length - wanted.length} responses were left out for that. To import them without those answers: --leave-out`,
    );
  return said.join('\n');
}

const problemLine = (problem: ReadProblem): string =>
  `${problem.record}: ${fill(words.odk.problem[problem.key], { ...problem })}`;

/** Bytes of one `_bulk_docs`; well below what an endpoint takes. */
const BATCH_BYTES_MAX = 4 * 1024 * 1024;

/** Written with the revisions that every reader of the file gives them, so that nothing is ever there twice. */
async function put(client: CouchClient, name: string, documents: readonly ReadDocument[]): Promise<void> {
  let batch: object[] = [];
  let batchBytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await writeAll(client, `/${escapeId(name)}`, { docs: batch, new_edits: false });
    batch = [];
    batchBytes = 0;
  };
  for (const one of documents) {
    const document = couchDocument(one);
    batch.push(document);
    batchBytes += (one.bytes?.byteLength ?? 0) * 1.4 + 10_000;
    if (batchBytes > BATCH_BYTES_MAX) await flush();
  }
  await flush();
}

function couchDocument({ id, rev, body, bytes }: ReadDocument): object {
  const plain = JSON.parse(JSON.stringify(body)) as Record<string, unknown>;
  if (bytes === undefined || body.type !== 'media') return { ...plain, _id: id, _rev: rev };
  const data = Buffer.from(bytes).toString('base64');
  return {
    ...plain,
    _id: id,
    _rev: rev,
    _attachments: { [MEDIA_ATTACHMENT]: { content_type: body.contentType, data, revpos: 1 } },
  };
}
