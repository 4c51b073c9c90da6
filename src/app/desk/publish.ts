import { canonicalJson } from '../../domain/canonical.ts';
import { SCHEMA_VERSION } from '../../domain/document.ts';
import { entryOf, fileParts } from '../../domain/files.ts';
import type { FormDefinition, FormFile } from '../../domain/form/definition.ts';
import { formDocumentId } from '../../domain/ids.ts';
import { FILE_BYTES_MAX } from '../../domain/parts.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { asResult, type CampaignStore, type Publication } from '../../storage/index.ts';
import { campaignView } from '../views/campaign.ts';
import type { DeskParts } from './index.ts';
import type { FileToPublish, PublishedForm, PublishWhy } from './types.ts';

export async function publishedFiles(store: CampaignStore, formId: string): Promise<readonly FormFile[]> {
  const view = await campaignView(store);
  return view?.forms.get(formId)?.document.definition.files ?? [];
}

/** Hashes what is new, then saves files, form and campaign in one transaction. */
export async function publishForm(
  parts: DeskParts,
  given: FormDefinition,
  files: readonly FileToPublish[],
): Promise<Result<PublishedForm, PublishWhy>> {
  const { store, account, device, wake } = parts;
  const large = files.find((file) => 'bytes' in file && file.bytes.byteLength > FILE_BYTES_MAX);
  if (large !== undefined) return trouble('file-too-large', { name: large.name, max: FILE_BYTES_MAX });
  const view = await campaignView(store);
  if (view === null) return trouble('gone');
  const entries: FormFile[] = [];
  const fresh: Publication['files'][number][] = [];
  for (const file of files) {
    if (!('bytes' in file)) entries.push(file);
    else {
      const entry = await entryOf(file.name, file.bytes, device.digest.sha256Hex);
      entries.push(entry);
      const cut = await fileParts(entry, file.bytes, device.digest.sha256Hex);
      fresh.push({ contentType: entry.content_type, parts: cut });
    }
  }
  const definition = withFiles(given, entries);
  const json = new TextEncoder().encode(canonicalJson(definition));
  const hash = (await device.digest.sha256Hex(json.buffer)).slice(0, 16);
  const id = formDocumentId(definition.form_id, hash);
  const { campaign } = view.campaign;
  const form = { type: 'form' as const, schema: SCHEMA_VERSION, campaign, hash, definition };
  const saved = await asResult(store.publish({ id, form, files: fresh }, account.name));
  if (!saved.ok) return saved;
  wake();
  return ok({ id, isNew: saved.value, files: entries });
}

/** In the order of their names: the same files make the same version. What is undefined is in no document. */
function withFiles(definition: FormDefinition, entries: readonly FormFile[]): FormDefinition {
  const { files: _none, ...rest } = definition;
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const whole = sorted.length === 0 ? rest : { ...rest, files: sorted };
  return JSON.parse(JSON.stringify(whole)) as FormDefinition;
}
