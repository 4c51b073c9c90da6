import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import words from '../../../locales/en/desk.json';
import { roundsOf } from '../../domain/campaign.ts';
import { MEDIA_ATTACHMENT } from '../../domain/document.ts';
import type { EntityEvent } from '../../domain/entities/fold.ts';
import { byTime, ImportedThings } from '../../domain/entities/imported.ts';
import { compileForm } from '../../domain/form/compile.ts';
import { EXTENSION } from '../../domain/form/extended/index.ts';
import { type KnownForm, readResponses } from '../../exchange/odk/readResponses.ts';
import type { ReadProblem, ReadResponse } from '../../exchange/odk/response.ts';
import { documentsOf, type ReadDocument, thingDocuments } from '../../exchange/odk/toDocuments.ts';
import { type Command, text } from './arguments.ts';
import { writeAll } from './campaign.ts';
import { campaignAndForms, ofType } from './campaignDocuments.ts';
import { type CouchClient, escapeId } from './couchClient.ts';
import { fill } from './formWords.ts';
import { Mistake } from './trouble.ts';

/** Reads responses of another system into a database. @returns what was done, and what cannot be read */
export async function importFrom(
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
    rounds: roundsOf(
      campaign,
      forms.map(({ definition }) => definition.form_id),
    ),
  });
  if (!read.ok) throw new Mistake(`${file}: ${words.trouble[read.why]}`);
  const { responses: found, problems } = read.value;
  const held = new Set((await ofType(client, name, 'response')).map(({ id }) => id));
  const fresh = found.filter(({ id }) => !held.has(id));
  const wanted = fresh.filter((one) => flags['leave-out'] === true || one.problems.length === 0);
  const things = thingDocuments(thingsIn(wanted, forms, await ofType(client, name, 'entity')));
  await put(client, name, [...(await documentsOf(read.value, wanted)), ...things]);
  const said = [
    `${wanted.length} responses are new in ${name}; ${found.length - fresh.length} were there already.`,
    ...(problems.length === 0
      ? []
      : ['This cannot be read:', ...problems.map((one) => `  ${problemLine(one)}`)]),
  ];
  if (things.length > 0) said.push(`They made or changed things of lists ${things.length} times.`);
  if (wanted.length < fresh.length)
    said.push(
      `${fresh.length - wanted.length} responses were left out for that. To import them without those answers: --leave-out`,
    );
  return said.join('\n');
}

/** What the responses say of things, as if they had been finished on a phone that lacks the files of their forms. */
function thingsIn(
  responses: readonly ReadResponse[],
  sources: readonly KnownForm[],
  known: readonly EntityEvent[],
): EntityEvent[] {
  const about = byTime(responses.filter(({ hasEntities }) => hasEntities));
  const versions = new Set(about.map(({ document }) => document.formVersion));
  const forms = new Map(
    sources
      .filter(({ id }) => versions.has(id))
      .map(({ id, definition }) => [id, compileForm(definition, EXTENSION)]),
  );
  const things = new ImportedThings(known);
  return about.flatMap(({ id, document }) => {
    const form = forms.get(document.formVersion);
    return form?.ok ? things.saidBy(form.value, id, document) : [];
  });
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
