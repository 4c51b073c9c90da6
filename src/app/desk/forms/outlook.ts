import type { Campaign } from '../../../domain/document.ts';
import { changesBetween, comparedQuestions } from '../../../domain/form/changes.ts';
import type { FormDefinition, FormFile } from '../../../domain/form/definition.ts';
import { placeRows } from '../../../domain/form/rows.ts';
import type { CampaignStore } from '../../../storage/index.ts';
import type { CampaignView } from '../../types.ts';
import { campaignView } from '../../views/campaign.ts';
import { storedOfType } from '../../views/stored.ts';
import type { DeskParts } from '../index.ts';
import { publishedFiles, versionWith } from '../publish.ts';
import type { FileToPublish } from '../types.ts';
import { roundsOf, versionOf } from './list.ts';
import type { FileChange, FormOutlook, FormReport } from './types.ts';

type Parts = Pick<DeskParts, 'store' | 'device'>;

/** All files of a form that was read: those that came with it, and those of the version before that it still names. */
export async function filesOf(
  { store }: Pick<Parts, 'store'>,
  { definition, files, kept }: Pick<FormReport, 'definition' | 'files' | 'kept'>,
): Promise<FileToPublish[]> {
  if (kept.length === 0) return [...files];
  const before = await publishedFiles(store, definition?.form_id ?? '');
  return [...files, ...before.filter(({ name }) => kept.includes(name))];
}

/** What publishing a definition would change: against the version that phones ask now. */
export async function formOutlook(
  { store, device }: Parts,
  given: FormDefinition,
  files: readonly FileToPublish[],
): Promise<FormOutlook> {
  const view = await campaignView(store);
  const campaign = view?.campaign;
  const before = await currentVersion(store, campaign, given.form_id);
  const { id, definition } = await versionWith(device, given, files);
  const compared = comparedQuestions(campaign ?? {});
  const asked = new Set(placeRows(definition.survey).map(({ path }) => path));
  const former = before?.body.definition;
  return {
    before: before && versionOf(before, before.id, await responsesTo(store, before.id, given.form_id)),
    changes: former === undefined ? [] : changesBetween(former, definition, compared),
    files: fileChanges(former?.files ?? [], definition.files ?? []),
    isSame: before?.id === id,
    isSameVersionName: before !== undefined && before.id !== id && former?.version === definition.version,
    rounds: roundsOf(view),
    isPlaceForm: campaign?.placeForm === given.form_id,
    placeReport: placeReportOf(view),
    notCompared: (campaign?.comparisons ?? [])
      .filter(({ question }) => !asked.has(question))
      .map(({ label }) => label),
  };
}

function placeReportOf(view: CampaignView | null): FormOutlook['placeReport'] {
  const form = view?.campaign.placeForm;
  return form === undefined
    ? undefined
    : { form, title: view?.forms.get(form)?.document.definition.title ?? {} };
}

async function currentVersion(store: CampaignStore, campaign: Campaign | undefined, formId: string) {
  const id = campaign?.forms[formId];
  return id === undefined ? undefined : storedOfType(store, id, 'form');
}

async function responsesTo(store: CampaignStore, version: string, form: string): Promise<number> {
  const responses = await store.documents.responses({ form });
  return responses.filter(({ body }) => body.formVersion === version).length;
}

function fileChanges(before: readonly FormFile[], after: readonly FormFile[]): FileChange[] {
  const old = new Map(before.map(({ name, sha256 }) => [name, sha256]));
  const now = new Set(after.map(({ name }) => name));
  return [
    ...before.filter(({ name }) => !now.has(name)).map(({ name }) => ({ name, kind: 'removed' as const })),
    ...after.flatMap(({ name, sha256 }): FileChange[] => {
      if (!old.has(name)) return [{ name, kind: 'added' }];
      return old.get(name) === sha256 ? [] : [{ name, kind: 'changed' }];
    }),
  ];
}
