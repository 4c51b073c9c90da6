import type { FileReference } from '../../domain/answer.ts';
import { roundsOf } from '../../domain/campaign.ts';
import type { EntityEvent } from '../../domain/entities/fold.ts';
import { byTime, ImportedThings } from '../../domain/entities/imported.ts';
import { toldEntities } from '../../domain/entities/told.ts';
import type { CompiledForm } from '../../domain/form/compile.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { type FormDocumentId, partIds } from '../../domain/ids.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import type { Leaf } from '../../domain/revisions.ts';
import type { ReadFileWhy } from '../../exchange/odk/arrived.ts';
import type { ExportedResponse } from '../../exchange/odk/instance.ts';
import type { ReadFile, ReadOptions } from '../../exchange/odk/readResponses.ts';
import type { ReadResponse } from '../../exchange/odk/response.ts';
import type { ReadDocument } from '../../exchange/odk/toDocuments.ts';
import type { ExportFormat } from '../../exchange/odk/writeResponses.ts';
import type { FileTask } from '../../exchange/xlsform/intake/task.ts';
import { asResult, type CampaignStore } from '../../storage/index.ts';
import { breathe } from '../breathe.ts';
import { loaded } from '../loaded.ts';
import { campaignView } from '../views/campaign.ts';
import { storedOfType } from '../views/stored.ts';
import { fileBytes } from './fileBytes.ts';
import { definitionOf, exportedResponses } from './files.ts';
import { askWorker, startFormWorker } from './forms/worker.ts';
import type { DeskParts } from './index.ts';
import type { AddedResponses, ExportedFile, LazyWhy, ReadResponses, ReadResponsesWhy } from './types.ts';

/** All responses to a form as an archive that ODK's and Kobo's tools know, with the photos that are on this device. */
export async function odkFile(
  parts: DeskParts,
  formId: string,
  format: ExportFormat,
): Promise<Result<ExportedFile, 'not-loaded'>> {
  const { store, device } = parts;
  const code = await loaded(import('../../exchange/odk/writeResponses.ts'));
  if (!code.ok) return code;
  const definition = await definitionOf(store, formId);
  const found = definition === undefined ? [] : await exportedResponses(store, { form: formId });
  const responses = format === 'xml' ? await withThings(parts, found) : found;
  const files = { here: 0, total: 0 };
  const read = async (file: FileReference): Promise<Uint8Array | undefined> => {
    const bytes = await bytesOf(store, file);
    files.total += 1;
    if (bytes !== undefined) files.here += 1;
    return bytes;
  };
  const blob =
    definition === undefined
      ? new Blob([])
      : await code.value.writeResponses(format, definition, responses, read);
  const name = `${formId}-${format}-${device.clock.today()}.zip`;
  return ok({ name, blob, count: responses.length, files });
}

/** Responses with what they say of the things of lists, which only instances have a place for. */
async function withThings(
  { store, compile }: DeskParts,
  responses: readonly ExportedResponse[],
): Promise<ExportedResponse[]> {
  const forms = await formsOf({ store, compile }, responses);
  const lists = new Set([...forms.values()].flatMap(({ definition }) => listsOf(definition)));
  if (lists.size === 0) return [...responses];
  const events = await eventsIn(store, lists);
  const byId = new Map(events.map((event) => [event.id, event]));
  const told: ExportedResponse[] = [];
  for (const [index, one] of responses.entries()) {
    if (index % PIECE === PIECE - 1) await breathe();
    const form = forms.get(one.document.formVersion);
    told.push(
      form === undefined ? one : { ...one, entities: toldEntities(form, one.id, one.document, byId) },
    );
  }
  return told;
}

/** A file as it was before it was cut into parts; undefined unless all of them are here. */
async function bytesOf(
  store: CampaignStore,
  { media, parts }: FileReference,
): Promise<Uint8Array | undefined> {
  const rows = await Promise.all(partIds(media, parts).map((id) => store.media.get(id)));
  const here = rows.flatMap((row) => row?.bytes ?? []);
  if (here.length < rows.length) return undefined;
  return new Uint8Array(await new Blob(here).arrayBuffer());
}

/** Reads a file of another system to its end; nothing is stored. */
export async function readOdkFile(
  { store }: DeskParts,
  file: File,
  form: string | undefined,
): Promise<Result<ReadResponses, ReadResponsesWhy>> {
  const options = await optionsFor(store, form);
  if (options === undefined) return trouble('no-form');
  const bytes = await fileBytes(file, file.name);
  if (!bytes.ok) return bytes;
  const read = await readBeside({ bytes: new Uint8Array(bytes.value), name: file.name, options });
  if (!read.ok) return read;
  const { responses, problems } = read.value;
  const held = await store.documents.getMany(responses.map(({ id }) => id));
  const fresh = responses.filter((_, index) => held[index] === undefined);
  const partly = fresh.filter((response) => response.problems.length > 0).length;
  return ok({
    name: file.name,
    whole: fresh.length - partly,
    partly,
    known: responses.length - fresh.length,
    ofThings: fresh.filter(({ hasEntities }) => hasEntities).length,
    problems,
    content: { file: read.value, fresh },
  });
}

/** Reads in a worker, which ends with the reading: a year of a survey would hold the desk for many seconds. */
const readBeside = (
  request: Omit<Extract<FileTask, { task: 'responses' }>, 'task'>,
): Promise<Result<ReadFile, ReadFileWhy | 'reading-failed'>> =>
  new Promise((resolve) => {
    const worker = startFormWorker();
    askWorker(worker, { task: 'responses', ...request }, (word) => {
      worker.terminate();
      resolve(word.word === 'responses' ? word.read : trouble('reading-failed'));
    });
  });

async function optionsFor(store: CampaignStore, form: string | undefined): Promise<ReadOptions | undefined> {
  const view = await campaignView(store);
  if (view === null) return undefined;
  const { campaign } = view;
  const forms = await store.documents.ofType('form');
  const current = new Set(Object.values(campaign.forms));
  return {
    campaign: campaign.campaign,
    forms: forms.map(({ id, body }) => ({ id, definition: body.definition, isCurrent: current.has(id) })),
    form,
    rounds: roundsOf(
      campaign,
      forms.map(({ body }) => body.definition.form_id),
    ),
  };
}

/**
 * Stores what was read, all or nothing; what is here already stays as it is.
 * @param leaveOut also the responses of which something cannot be read, without those answers
 */
export async function addResponses(
  { store, account, compile, wake }: DeskParts,
  { content }: ReadResponses,
  leaveOut: boolean,
): Promise<Result<AddedResponses, LazyWhy>> {
  const code = await loaded(import('../../exchange/odk/toDocuments.ts'));
  if (!code.ok) return code;
  const wanted = content.fresh.filter(({ problems }) => leaveOut || problems.length === 0);
  const documents = await code.value.documentsOf(content.file, wanted, breathe);
  const said = await asResult(thingsIn({ store, compile }, wanted));
  if (!said.ok) return said;
  const things = code.value.thingDocuments(said.value);
  const all = [...documents, ...things];
  const added = await asResult(store.imported.add(all.map(leafOf), rowsOf(documents), account.name));
  if (!added.ok) return added;
  wake();
  return ok({ responses: wanted.length, files: documents.length - wanted.length, things: things.length });
}

/** So many responses are worked out in one piece that a desk goes on answering. */
const PIECE = 20;

/** What responses that came from elsewhere say of the things of lists, as if they had been finished here. */
async function thingsIn(
  { store, compile }: Pick<DeskParts, 'store' | 'compile'>,
  responses: readonly ReadResponse[],
): Promise<EntityEvent[]> {
  const about = byTime(responses.filter(({ hasEntities }) => hasEntities));
  const forms = await formsOf({ store, compile }, about);
  const lists = new Set([...forms.values()].flatMap(({ definition }) => listsOf(definition)));
  const things = new ImportedThings(await eventsIn(store, lists));
  const said: EntityEvent[] = [];
  for (const [index, { id, document }] of about.entries()) {
    if (index % PIECE === PIECE - 1) await breathe();
    const form = forms.get(document.formVersion);
    if (form !== undefined) said.push(...things.saidBy(form, id, document));
  }
  return said;
}

/** The versions of forms that responses answer, as far as they are here. */
async function formsOf(
  { store, compile }: Pick<DeskParts, 'store' | 'compile'>,
  responses: readonly Pick<ExportedResponse, 'document'>[],
): Promise<ReadonlyMap<string, CompiledForm>> {
  const forms = new Map<string, CompiledForm>();
  for (const version of new Set(responses.map(({ document }) => document.formVersion))) {
    const source = await storedOfType(store, version, 'form');
    const form = source && (await compile(version as FormDocumentId, source.body));
    if (form?.ok) forms.set(version, form.value);
  }
  return forms;
}

/** All that was said of some lists. */
const eventsIn = async (store: CampaignStore, lists: ReadonlySet<string>): Promise<EntityEvent[]> =>
  (await Promise.all([...lists].map((list) => store.documents.entities(list)))).flat();

const listsOf = ({ entities = [] }: FormDefinition): string[] => entities.map(({ list_name }) => list_name);

const leafOf = ({ id, rev, body }: ReadDocument): { id: string; leaf: Leaf } => ({
  id,
  leaf: { rev, ancestors: [], deleted: false, body },
});

const rowsOf = (documents: readonly ReadDocument[]) =>
  documents.flatMap(({ id, body, bytes }) => {
    if (body.type !== 'media' || bytes === undefined) return [];
    const { response, sha256, contentType, collector, campaign } = body;
    return [{ id, bytes, response, sha256, contentType, collector, campaign, widthPx: 0, heightPx: 0 }];
  });
