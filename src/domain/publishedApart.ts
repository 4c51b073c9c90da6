import type { Campaign, Round } from './document.ts';

/** Versions of a campaign that were published apart: the one that is shown first, then the others. */
export type CampaignVersions = readonly [Campaign, ...Campaign[]];

/** Something that publishing decides. */
export type CampaignPoint =
  /** Which round is asked now. */
  | { readonly kind: 'round' }
  /** Which form a place report is. */
  | { readonly kind: 'place' }
  /** Which version of a form phones ask. */
  | { readonly kind: 'version'; readonly form: string }
  /** Which form a round asks. */
  | { readonly kind: 'asks'; readonly round: string };

export const keyOf = (point: CampaignPoint): string =>
  point.kind === 'version'
    ? `version ${point.form}`
    : point.kind === 'asks'
      ? `asks ${point.round}`
      : point.kind;

/** What a version says of it: null is none, undefined that it knows no such form or round. */
export function saidOf(campaign: Campaign, point: CampaignPoint): string | null | undefined {
  switch (point.kind) {
    case 'round':
      return campaign.currentRound;
    case 'place':
      return campaign.placeForm ?? null;
    case 'version':
      return Object.hasOwn(campaign.forms, point.form) ? campaign.forms[point.form] : undefined;
    case 'asks':
      return campaign.rounds.find(({ name }) => name === point.round)?.form;
  }
}

/** The versions that first say each different thing of it. */
export function distinctSayings(versions: CampaignVersions, point: CampaignPoint): number[] {
  const seen = new Set<string | null>();
  return versions.flatMap((version, index) => {
    const said = saidOf(version, point);
    if (said === undefined || seen.has(said)) return [];
    seen.add(said);
    return [index];
  });
}

/** On what they differ. What only one of them knows is no difference: it stays. */
export function pointsApart(versions: CampaignVersions): CampaignPoint[] {
  const forms = new Set(versions.flatMap((version) => Object.keys(version.forms)));
  const points: CampaignPoint[] = [
    { kind: 'round' },
    ...roundsOf(versions).map(({ name }): CampaignPoint => ({ kind: 'asks', round: name })),
    ...[...forms].map((form): CampaignPoint => ({ kind: 'version', form })),
    { kind: 'place' },
  ];
  return points.filter((point) => distinctSayings(versions, point).length > 1);
}

/**
 * The shown version with every round and form that any of them knows, and, for each point that was picked, what the
 * picked version says of it.
 * @param picks by `keyOf`; of what is not among them the shown version decides
 */
export function mergeCampaigns(
  versions: CampaignVersions,
  picks: Readonly<Record<string, number>>,
): Campaign {
  const [shown] = versions;
  const chosen = (point: CampaignPoint): string | null | undefined => {
    const wanted = [versions[picks[keyOf(point)] ?? 0] ?? shown, ...versions];
    return wanted.map((version) => saidOf(version, point)).find((said) => said !== undefined);
  };
  const forms = new Set(versions.flatMap((version) => Object.keys(version.forms)));
  const placeForm = chosen({ kind: 'place' });
  const { placeForm: _shown, ...rest } = shown;
  return {
    ...rest,
    rounds: roundsOf(versions).map((round) => ({
      ...round,
      form: chosen({ kind: 'asks', round: round.name }) ?? round.form,
    })),
    currentRound: chosen({ kind: 'round' }) ?? null,
    ...(placeForm ? { placeForm } : {}),
    forms: Object.fromEntries([...forms].map((form) => [form, chosen({ kind: 'version', form }) ?? ''])),
  };
}

/** Those of the shown version, then those that only others have. */
function roundsOf(versions: CampaignVersions): Round[] {
  const byName = new Map<string, Round>();
  for (const round of versions.flatMap(({ rounds }) => rounds))
    if (!byName.has(round.name)) byName.set(round.name, round);
  return [...byName.values()];
}
