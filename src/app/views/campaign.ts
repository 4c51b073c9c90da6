import { currentRound, formsNeeded } from '../../domain/campaign.ts';
import { documentIdsOf } from '../../domain/fileIds.ts';
import type { FormDocumentId } from '../../domain/ids.ts';
import { kept } from '../../domain/kept.ts';
import type { CampaignStore, StoredDocument } from '../../storage/index.ts';
import type { CampaignView, FormVersion, Readiness } from '../types.ts';

/** The campaign of this database with the form versions to ask now; null before the first receive. */
export async function campaignView(store: CampaignStore): Promise<CampaignView | null> {
  const [stored] = await store.documents.ofType('campaign');
  if (stored === undefined) return null;
  const campaign = stored.body;
  const round = currentRound(campaign);
  return {
    id: stored.id,
    campaign,
    forms: await currentForms(store, campaign.forms),
    round: round && { name: round.name, title: round.title, form: round.form },
  };
}

type Bodies = Map<string, FormVersion['document']>;

/** A version never changes: each reading would hold another copy beside the one that is compiled. */
const known = new WeakMap<CampaignStore, Bodies>();

async function currentForms(
  store: CampaignStore,
  versions: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, FormVersion>> {
  const forms = await store.documents.ofType('form');
  const byId = new Map(forms.map((form) => [form.id, form]));
  const here = new Set(await store.media.fileIds());
  const bodies = kept(known, store, () => new Map());
  const found = Object.entries(versions).flatMap(([formId, id]) => {
    const form = byId.get(id);
    return form === undefined ? [] : [[formId, version(form, here, bodies)] as const];
  });
  return new Map(found);
}

const version = (
  { id, body }: StoredDocument<FormVersion['document']>,
  here: ReadonlySet<string>,
  bodies: Bodies,
): FormVersion => ({
  id: id as FormDocumentId,
  document: kept(bodies, id, () => body),
  missingFiles: (body.definition.files ?? []).filter(
    (file) => !documentIdsOf(file).every((part) => here.has(part)),
  ),
});

/** Whether a person may leave for the field: campaign, forms with their files and the app itself are on the phone. */
export function readiness(view: CampaignView | null, isAppKept: boolean): Readiness {
  const missing: Readiness['missing'][number][] = [];
  if (view === null) missing.push('campaign');
  else if (formsNeeded(view.campaign).length > view.forms.size) missing.push('forms');
  else if ([...view.forms.values()].some(({ missingFiles }) => missingFiles[0])) missing.push('files');
  if (!isAppKept) missing.push('app');
  return { isReady: missing.length === 0, missing };
}
