import type { FileReference } from '../../domain/answer.ts';
import { partIds, wholeId } from '../../domain/ids.ts';
import { placesToGeoJson } from '../../domain/mobility/geojson.ts';
import { filesIn } from '../../domain/response.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import type { ExportedResponse, ReadBundle } from '../../exchange/index.ts';
import { asResult, type CampaignStore, type ResponseQuery } from '../../storage/index.ts';
import { loaded } from '../loaded.ts';
import { campaignView } from '../views/campaign.ts';
import { fileBytes } from './fileBytes.ts';
import type { DeskParts } from './index.ts';
import { restoreDrafts } from './restoreDrafts.ts';
import { decisionsOf, newestFirst, stateOf } from './sources.ts';
import type { ExportedFile, ImportedDraft, ImportSummary, ImportWhy } from './types.ts';

/** Oldest first, so that a later export begins with the same rows. */
export async function exportedResponses(
  store: CampaignStore,
  query: ResponseQuery,
): Promise<ExportedResponse[]> {
  const [responses, decisions, media] = await Promise.all([
    store.documents.responses(query),
    decisionsOf(store),
    store.documents.ofType('media'),
  ]);
  const here = new Set(media.map(({ id }) => id));
  const isHere = ({ media: id, parts }: FileReference): boolean =>
    partIds(id, parts).every((one) => here.has(one));
  return newestFirst(responses)
    .reverse()
    .map(({ id, rev, body }) => ({
      id,
      document: body,
      reviewState: stateOf({ id, rev }, decisions),
      photosPresent: filesIn(body.answers).filter(isHere).length,
    }));
}

/** All responses to a form, in the columns of its current version; an archive of tables if it has repeats. */
export async function csvFile(
  { store, device }: DeskParts,
  formId: string,
  language: string | null,
): Promise<Result<ExportedFile, 'not-loaded'>> {
  const code = await loaded(import('../../exchange/index.ts'));
  if (!code.ok) return code;
  const { exportTables } = code.value;
  const definition = await definitionOf(store, formId);
  const responses = await exportedResponses(store, { form: formId });
  const tables = definition === undefined ? [] : exportTables(definition, responses, language);
  const name = `${formId}-${device.clock.today()}`;
  const count = responses.length;
  if (tables.length < 2) {
    const blob = new Blob([tables[0]?.csv ?? ''], { type: 'text/csv;charset=utf-8' });
    return ok({ name: `${name}.csv`, blob, count });
  }
  const packing = await loaded(import('../../exchange/odk/writeResponses.ts'));
  return packing.ok ? ok({ name: `${name}.zip`, blob: packing.value.packTables(tables), count }) : packing;
}

export async function definitionOf(store: CampaignStore, formId: string) {
  const view = await campaignView(store);
  const current = view?.forms.get(formId)?.document.definition;
  if (current !== undefined) return current;
  const forms = await store.documents.ofType('form');
  return forms.find(({ body }) => body.definition.form_id === formId)?.body.definition;
}

/** Every report with a place, as open data: rejected ones and what could lead to a person stay out. */
export async function geoJsonFile({ store, device }: DeskParts): Promise<Result<ExportedFile, never>> {
  const reports = await exportedResponses(store, { subject: 'place' });
  const collection = placesToGeoJson(reports.filter(({ reviewState }) => reviewState !== 'rejected'));
  return ok({
    name: `places-${device.clock.today()}.geojson`,
    blob: new Blob([JSON.stringify(collection)], { type: 'application/geo+json' }),
    count: collection.features.length,
  });
}

/**
 * Reads the whole file first; then every document that is sound goes in with one transaction, and the importer's own
 * drafts follow. What came in stays in, also when a draft cannot be put back.
 */
export async function importFile(
  { store, account, wake }: DeskParts,
  file: Blob,
): Promise<Result<ImportSummary, ImportWhy>> {
  const first = await fileBytes(file.slice(0, 1), file instanceof File ? file.name : '');
  if (!first.ok) return first;
  const code = await loaded(import('../../exchange/index.ts'));
  if (!code.ok) return code;
  const read = await code.value.readBundle(file);
  if (!read.ok) return read;
  const bundle = read.value;
  const view = await campaignView(store);
  if (view?.campaign.campaign !== bundle.header.campaign) {
    return trouble('bundle-other-campaign', { campaign: bundle.header.campaign });
  }
  const imported = await asResult(store.imported.add(bundle.documents, photoRows(bundle), account.name));
  if (!imported.ok) return imported;
  wake();
  const restored = await asResult(restoreDrafts(store, bundle, account.name));
  return ok({
    collector: bundle.header.collector,
    savedAt: bundle.header.savedAt,
    responses: bundle.documents.filter(({ id }) => id.startsWith('response:')).length,
    photos: new Set(bundle.photos.map(({ id }) => wholeId(id))).size,
    drafts: await draftsOf(store, bundle.drafts),
    ...(restored.ok ? { restored: restored.value } : { restored: 0, notRestored: restored }),
    ...imported.value,
    unreadable: bundle.unreadable,
    practised: bundle.practised,
    damaged: bundle.damaged,
  });
}

/** Names for what was not finished, as its person knows it. */
async function draftsOf(store: CampaignStore, drafts: ReadBundle['drafts']): Promise<ImportedDraft[]> {
  const forms = new Map(
    (await store.documents.ofType('form')).map(({ id, body }) => [id, body.definition.title]),
  );
  return drafts.map(({ formVersion, respondent, updatedAt }) => ({
    title: forms.get(formVersion) ?? {},
    ...(respondent === undefined ? {} : { respondent }),
    updatedAt,
  }));
}

/** A photo's row is made of its document. */
function photoRows({ documents, photos, header }: ReadBundle) {
  const bodies = new Map(documents.map(({ id, leaf }) => [id, leaf.body]));
  return photos.flatMap(({ id, bytes, sha256 }) => {
    const body = bodies.get(id);
    // A photo of a draft has no document yet.
    if (body === undefined) return [];
    return {
      id,
      bytes,
      sha256,
      response: String(body['response'] ?? ''),
      contentType: String(body['contentType'] ?? ''),
      collector: String(body['collector'] ?? ''),
      campaign: header.campaign,
    };
  });
}
