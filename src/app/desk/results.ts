import { type Results, type ResultsChoice, resultsOf } from '../../domain/analysis/results.ts';
import type { CampaignStore } from '../../storage/index.ts';
import { decisionsOf, stateOf } from './sources.ts';

/** What changed between the rounds, from all survey responses here but the rejected ones. */
export async function deskResults(store: CampaignStore, choice: ResultsChoice): Promise<Results | null> {
  const [campaigns, forms, responses, decisions] = await Promise.all([
    store.documents.ofType('campaign'),
    store.documents.ofType('form'),
    store.documents.responses({ subject: 'survey' }),
    decisionsOf(store),
  ]);
  const campaign = campaigns[0]?.body;
  if (campaign === undefined) return null;
  const rejected = responses.filter((response) => stateOf(response, decisions) === 'rejected');
  const source = {
    campaign,
    forms: forms.map(({ body }) => body.definition),
    responses: responses.map(({ id, body }) => ({ id, document: body })),
    rejected: new Set(rejected.map(({ id }) => id)),
  };
  return resultsOf(source, choice);
}
