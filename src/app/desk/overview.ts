import type { FormDefinition } from '../../domain/form/definition.ts';
import type { CampaignStore } from '../../storage/index.ts';
import { campaignView } from '../views/campaign.ts';
import type { StoredResponse } from './sources.ts';
import type { DeskForm, DeskOverview } from './types.ts';

export async function deskOverview(store: CampaignStore): Promise<DeskOverview> {
  const [view, forms, responses] = await Promise.all([
    campaignView(store),
    store.documents.ofType('form'),
    store.documents.responses(),
  ]);
  const asked = [...(view?.campaign.rounds ?? []).map(({ form }) => form), view?.campaign.placeForm];
  const current = asked.flatMap((form) => view?.forms.get(form ?? '')?.document.definition ?? []);
  const others = forms.map(({ body }) => body.definition);
  return {
    responses: responses.length,
    forms: formsOnce([...current, ...others], responses),
    rounds: (view?.campaign.rounds ?? []).map(({ name, title }) => ({ name, title })),
    collectors: [...new Set(responses.map(({ body }) => body.collector))].sort(),
  };
}

/** One line a form, however many versions of it are here; the first given names it. */
function formsOnce(definitions: readonly FormDefinition[], responses: readonly StoredResponse[]): DeskForm[] {
  const counts = new Map<string, number>();
  for (const { body } of responses) counts.set(body.form, (counts.get(body.form) ?? 0) + 1);
  const forms = new Map<string, DeskForm>();
  for (const { form_id: id, title, subject } of definitions) {
    if (!forms.has(id)) forms.set(id, { id, title, subject, responses: counts.get(id) ?? 0 });
  }
  return [...forms.values()];
}
