import { type Results, type ResultsChoice, resultsOf } from '../../domain/analysis/results.ts';
import type { CampaignStore } from '../../storage/index.ts';
import { reviewStates } from './sources.ts';

/** What changed between the rounds, from all survey responses here but the rejected ones. */
export async function deskResults(store: CampaignStore, choice: ResultsChoice): Promise<Results | null> {
  const [campaigns, forms, responses, states] = await Promise.all([
    store.documents.ofType('campaign'),
    store.documents.ofType('form'),
    store.documents.responses({ subject: 'survey' }),
    reviewStates(store),
  ]);
  const campaign = campaigns[0]?.body;
  if (campaign === undefined) return null;
  const rejected = [...states].filter(([, state]) => state === 'rejected').map(([id]) => id);
  const source = {
    campaign,
    forms: forms.map(({ body }) => body.definition),
    responses: responses.map(({ id, body }) => ({ id, document: body })),
    rejected: new Set(rejected),
  };
  return resultsOf(source, choice);
}
