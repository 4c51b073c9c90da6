import { type AskedIn, withForm, withRoundTitle } from '../../domain/askedIn.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { type Campaign, SCHEMA_VERSION } from '../../domain/document.ts';
import { entryOf, fileParts } from '../../domain/files.ts';
import type { FormDefinition, FormFile, Translated } from '../../domain/form/definition.ts';
import { type FormDocumentId, formDocumentId } from '../../domain/ids.ts';
import { FILE_BYTES_MAX } from '../../domain/parts.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import type { CampaignStore, Publication } from '../../storage/index.ts';
import { campaignView } from '../views/campaign.ts';
import type { DeskParts } from './index.ts';
import type { FileToPublish, PublishedForm, PublishWhy, RoundWhy } from './types.ts';

export async function publishedFiles(store: CampaignStore, formId: string): Promise<readonly FormFile[]> {
  const view = await campaignView(store);
  return view?.forms.get(formId)?.document.definition.files ?? [];
}

/** Hashes what is new, then saves files, form and campaign in one transaction. */
export async function publishForm(
  parts: DeskParts,
  given: FormDefinition,
  files: readonly FileToPublish[],
  askedIn: AskedIn = { kind: 'asBefore' },
): Promise<Result<PublishedForm, PublishWhy>> {
  const { store, account, device, wake } = parts;
  const large = files.find((file) => 'bytes' in file && file.bytes.byteLength > FILE_BYTES_MAX);
  if (large !== undefined) return trouble('file-too-large', { name: large.name, max: FILE_BYTES_MAX });
  const view = await campaignView(store);
  if (view === null) return trouble('gone');
  const { id, hash, definition } = await versionWith(device, given, files);
  const fresh: Publication['files'][number][] = [];
  for (const file of files) {
    const entry = definition.files?.find(({ name }) => name === file.name);
    if (!('bytes' in file) || entry === undefined) continue;
    const cut = await fileParts(entry, file.bytes, device.digest.sha256Hex);
    fresh.push({ contentType: entry.content_type, parts: cut });
  }
  const { campaign } = view.campaign;
  const form = { type: 'form' as const, schema: SCHEMA_VERSION, campaign, hash, definition };
  const formFiles = await store.formFiles();
  const isNew = await formFiles.publish(
    { id, form, files: fresh, campaign: (now) => withForm(now, definition, id, askedIn) },
    account.name,
  );
  wake();
  return ok({ id, isNew, files: definition.files ?? [] });
}

/** Makes a round the one that is asked, with the version of its form that is current. */
export const askRound = (parts: DeskParts, name: string): Promise<Result<void, RoundWhy>> =>
  changeRound(parts, name, (now, definition, id) => withForm(now, definition, id, { kind: 'round', name }));

/** Calls a round something else. Answers stay with it: its name in them is another one, and does not change. */
export const renameRound = (
  parts: DeskParts,
  name: string,
  title: Translated,
): Promise<Result<void, RoundWhy>> => changeRound(parts, name, (now) => withRoundTitle(now, name, title));

async function changeRound(
  { store, account, wake }: DeskParts,
  name: string,
  change: (now: Campaign, definition: FormDefinition, id: FormDocumentId) => Campaign,
): Promise<Result<void, RoundWhy>> {
  const view = await campaignView(store);
  const round = view?.campaign.rounds.find((one) => one.name === name);
  const version = round && view?.forms.get(round.form);
  if (version === undefined) return trouble('form-missing');
  const { id, document: form } = version;
  const { definition } = form;
  const formFiles = await store.formFiles();
  const campaign: Publication['campaign'] = (now) => change(now, definition, id);
  await formFiles.publish({ id, form, files: [], campaign }, account.name);
  wake();
  return ok(undefined);
}

/** The version that a form and its files make, as it would be published; its id is that of its content. */
export async function versionWith(
  device: Pick<DeskParts['device'], 'digest'>,
  given: FormDefinition,
  files: readonly FileToPublish[],
): Promise<{ id: FormDocumentId; hash: string; definition: FormDefinition }> {
  const entries: FormFile[] = [];
  for (const file of files) {
    entries.push('bytes' in file ? await entryOf(file.name, file.bytes, device.digest.sha256Hex) : file);
  }
  const definition = withFiles(given, entries);
  const json = new TextEncoder().encode(canonicalJson(definition));
  const hash = (await device.digest.sha256Hex(json.buffer)).slice(0, 16);
  return { id: formDocumentId(definition.form_id, hash), hash, definition };
}

/** In the order of their names: the same files make the same version. What is undefined is in no document. */
function withFiles(definition: FormDefinition, entries: readonly FormFile[]): FormDefinition {
  const { files: _none, ...rest } = definition;
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const whole = sorted.length === 0 ? rest : { ...rest, files: sorted };
  return JSON.parse(JSON.stringify(whole)) as FormDefinition;
}
