import { canonicalJson } from './canonical.ts';
import type { Campaign, Round } from './document.ts';
import type { FormDefinition, Translated } from './form/definition.ts';
import type { FormDocumentId } from './ids.ts';

/** Where a form is asked after it is published. */
export type AskedIn =
  /** Rounds and the place report stay as they are. */
  | { readonly kind: 'asBefore' }
  /** This round asks it from now on, and is the one that is asked. */
  | { readonly kind: 'round'; readonly name: string }
  /** One round more, which is asked from now on. */
  | { readonly kind: 'newRound' }
  | { readonly kind: 'placeReport' };

/** The campaign with a form version as the one to ask; the very same one if that changes nothing. */
export function withForm(
  campaign: Campaign,
  definition: Pick<FormDefinition, 'form_id' | 'title'>,
  id: FormDocumentId,
  askedIn: AskedIn,
): Campaign {
  const { form_id: form } = definition;
  const { forms } = campaign;
  const asked = asking(campaign, definition, askedIn);
  return forms[form] === id ? asked : { ...asked, forms: { ...forms, [form]: id } };
}

/** The campaign with another title of a round; the very same one if that changes nothing. */
export function withRoundTitle(campaign: Campaign, name: string, title: Translated): Campaign {
  const isSo = campaign.rounds.every(
    (round) => round.name !== name || canonicalJson(round.title) === canonicalJson(title),
  );
  if (isSo) return campaign;
  const rounds = campaign.rounds.map((round) => (round.name === name ? { ...round, title } : round));
  return { ...campaign, rounds };
}

function asking(
  campaign: Campaign,
  { form_id: form, title }: Pick<FormDefinition, 'form_id' | 'title'>,
  askedIn: AskedIn,
): Campaign {
  const { rounds } = campaign;
  switch (askedIn.kind) {
    case 'asBefore':
      return campaign;
    case 'placeReport':
      return campaign.placeForm === form ? campaign : { ...campaign, placeForm: form };
    case 'round': {
      const { name } = askedIn;
      const isSo =
        campaign.currentRound === name && rounds.some((one) => one.name === name && one.form === form);
      if (isSo) return campaign;
      return {
        ...campaign,
        rounds: rounds.map((round) => (round.name === name ? { ...round, form } : round)),
        currentRound: name,
      };
    }
    case 'newRound': {
      const round: Round = { name: freeName(rounds, form), title, form };
      return { ...campaign, rounds: [...rounds, round], currentRound: round.name };
    }
  }
}

/** A round's name is part of every answer to it: no two rounds share one. */
function freeName(rounds: readonly Round[], wished: string): string {
  const taken = new Set(rounds.map(({ name }) => name));
  if (!taken.has(wished)) return wished;
  let number = 2;
  while (taken.has(`${wished}-${number}`)) number += 1;
  return `${wished}-${number}`;
}
