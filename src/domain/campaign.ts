import type { Campaign, Round } from './document.ts';

/** The round that is asked now, or null when none is (or the named one is not in the list). */
export const currentRound = (campaign: Campaign): Round | null =>
  campaign.rounds.find((round) => round.name === campaign.currentRound) ?? null;

/** `form:<form_id>:<hash>` of the form version that a round asks now, if the campaign has it. */
export const formFor = (campaign: Campaign, round: Round): string | undefined => campaign.forms[round.form];

/** `form:<form_id>:<hash>` of the campaign's place report, if it has one. */
export const placeFormFor = (campaign: Campaign): string | undefined =>
  campaign.placeForm === undefined ? undefined : campaign.forms[campaign.placeForm];

/** Document ids of all current form versions: what a phone must hold before it can work offline. */
export const formsNeeded = (campaign: Campaign): string[] => Object.values(campaign.forms);

/** Whether a collector has anything to do: a survey to ask now or a place to report. */
export function isConfigured(campaign: Campaign): boolean {
  const round = currentRound(campaign);
  const survey = round === null ? undefined : formFor(campaign, round);
  return survey !== undefined || placeFormFor(campaign) !== undefined;
}

/** The name of the round that asks a form; where several do, the one that is asked now. */
function roundOf({ rounds, currentRound }: Campaign, formId: string): string | null {
  const own = rounds.filter(({ form }) => form === formId).map(({ name }) => name);
  if (own.length <= 1) return own[0] ?? null;
  return own.find((name) => name === currentRound) ?? null;
}

/** That of each form. */
export const roundsOf = (campaign: Campaign, forms: readonly string[]): Record<string, string | null> =>
  Object.fromEntries(forms.map((formId) => [formId, roundOf(campaign, formId)]));
