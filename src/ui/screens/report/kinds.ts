import type { PlaceSummary } from '../../../app/index.ts';
import type { Choice, FormDefinition } from '../../../domain/form/definition.ts';
import { type Near, nearby } from '../../../domain/mobility/distance.ts';
import { VALENCES, type Valence } from '../../../domain/mobility/kinds.ts';
import type { IconName } from '../../parts/icons.ts';

/** A street has more of the same: repeating a choice should not take a search (StreetComplete #131). */
const RECENT_MAX = 3;
/** So near, the same kind is probably the same thing (Project Sidewalk merges at 10 m, its fixes being better). */
const SAME_METRES = 30;
const SHOWN_MAX = 3;

/** The kinds she used last come first, the others keep the form's order. */
export function recentFirst(choices: readonly Choice[], places: readonly PlaceSummary[]): Choice[] {
  const names = new Set(choices.map((choice) => choice.name));
  const own = places.filter((place) => place.isOwn && names.has(place.kind));
  const newest = own.sort((one, other) => other.at.localeCompare(one.at)).map((place) => place.kind);
  const recent = [...new Set(newest)].slice(0, RECENT_MAX);
  const rank = (choice: Choice): number => {
    const at = recent.indexOf(choice.name);
    return at === -1 ? RECENT_MAX : at;
  };
  return [...choices].sort((one, other) => rank(one) - rank(other));
}

/** Reports of the same kind that may be of the same thing, nearest first. */
export function sameNearby(
  places: readonly PlaceSummary[],
  kind: string | undefined,
  at: { lat: number; lon: number } | undefined,
  own: string,
): Near<PlaceSummary>[] {
  if (kind === undefined || at === undefined) return [];
  const same = places.filter((place) => place.kind === kind && place.id !== own);
  return nearby(same, at.lat, at.lon, SAME_METRES).slice(0, SHOWN_MAX);
}

export const valenceOf = (text: string): Valence => VALENCES.find((valence) => valence === text) ?? 'problem';

export const iconOf = (choice: Choice | undefined): IconName =>
  choice?.icon?.startsWith('kind-') ? (choice.icon as IconName) : 'map-pin';

/** A choice of the place form by the name of its question; undefined for one of another version. */
export function choiceOf(
  form: FormDefinition | undefined,
  question: string,
  name: string,
): Choice | undefined {
  const list = form?.survey.find((row) => row.name === question)?.list_name;
  return list === undefined ? undefined : form?.choices[list]?.find((choice) => choice.name === name);
}
