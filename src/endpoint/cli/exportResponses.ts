import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { FileReference } from '../../domain/answer.ts';
import { MEDIA_ATTACHMENT } from '../../domain/document.ts';
import { toldEntities } from '../../domain/entities/told.ts';
import { compileForm } from '../../domain/form/compile.ts';
import { EXTENSION } from '../../domain/form/extended/index.ts';
import { partIds } from '../../domain/ids.ts';
import { filesIn } from '../../domain/response.ts';
import { latestReviews } from '../../domain/reviews.ts';
import type { ExportedResponse } from '../../exchange/odk/instance.ts';
import type { KnownForm } from '../../exchange/odk/readResponses.ts';
import { type ExportFormat, writeResponses } from '../../exchange/odk/writeResponses.ts';
import { campaignAndForms, ofType } from './campaignDocuments.ts';
import { type CouchClient, escapeId } from './couchClient.ts';
import { Mistake } from './trouble.ts';

interface ExportOrder {
  readonly formId: string;
  readonly out: string;
  readonly format: ExportFormat;
}

/** Writes all responses to a form with their photos to one archive. @returns what was done, in a sentence */
export async function exportTo(
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
  const found = await exportedResponses(client, name, formId);
  const exported = format === 'xml' ? await withThings(client, name, own, found) : found;
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

/** Responses with what they say of the things of lists, which only instances have a place for. */
async function withThings(
  client: CouchClient,
  name: string,
  forms: readonly KnownForm[],
  responses: readonly ExportedResponse[],
): Promise<ExportedResponse[]> {
  if (!forms.some(({ definition }) => definition.entities?.length)) return [...responses];
  const events = new Map((await ofType(client, name, 'entity')).map((event) => [event.id, event]));
  const compiled = new Map(forms.map(({ id, definition }) => [id, compileForm(definition, EXTENSION)]));
  return responses.map((one) => {
    const form = compiled.get(one.document.formVersion);
    return form?.ok ? { ...one, entities: toldEntities(form.value, one.id, one.document, events) } : one;
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
