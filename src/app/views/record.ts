import { openForm } from '../../domain/form/state.ts';
import type { CampaignStore } from '../../storage/index.ts';
import { isOpenForCorrection } from '../corrections.ts';
import type { CompileForm } from '../forms.ts';
import type { RecordView } from '../types.ts';
import { otherVersions } from './otherVersions.ts';
import { recordSummary, surroundings } from './records.ts';
import { storedOfType } from './stored.ts';

/** One response with its form, its review and the other versions that its revision tree keeps. */
export async function recordView(
  store: CampaignStore,
  id: string,
  compile: CompileForm,
  /** Who looks: only her own can be corrected. */
  viewer?: string,
): Promise<RecordView | null> {
  const response = await storedOfType(store, id, 'response');
  if (response === undefined) return null;
  const around = await surroundings(store);
  const version = await storedOfType(store, response.body.formVersion, 'form');
  const conflicts = await otherVersions(store, id);
  const compiled = version === undefined ? undefined : await compile(version.id, version.body);
  const form = compiled?.ok ? compiled.value : null;
  const at = response.body.trail.finalizedAt;
  const review = around.reviews.get(id);
  return {
    ...recordSummary(response, around),
    document: response.body,
    rev: response.rev,
    form,
    formState: form && openForm(form, response.body.answers, { now: at, today: at.slice(0, 10) }),
    ...(review === undefined ? {} : { review }),
    canCorrect: response.body.collector === viewer && isOpenForCorrection(review),
    conflicts,
  };
}
