import { at, chanceOf } from './chance.ts';
import { WORLD, type WorldOptions } from './options.ts';
import { type Person, peopleOf } from './people.ts';
import { COUNCIL_DEVIATIONS, VARIANCE } from './truth.ts';

export type RoundName = 'baseline' | 'endline';

/** What all interviews of one world have in common. */
export interface Setting {
  readonly seed: number;
  readonly options: WorldOptions;
  /** Who is asked in each round. */
  readonly asked: Readonly<Record<RoundName, readonly Person[]>>;
  /** What the area adds to the latent answers of a round. */
  areaPart(council: number, round: RoundName): number;
}

export function settingOf(seed: number, given: Partial<WorldOptions>): Setting {
  const options = { ...WORLD, ...given };
  const people = peopleOf(seed, options);
  return {
    seed,
    options,
    asked: {
      baseline: people.slice(0, options.baseline),
      endline: people.filter((person) => person.inBoth || person.index >= options.baseline),
    },
    areaPart: areaPartOf(seed, options),
  };
}

function areaPartOf(seed: number, { clusterEffect }: WorldOptions): Setting['areaPart'] {
  const common = Math.sqrt(VARIANCE.council);
  if (clusterEffect === 'none') return () => 0;
  if (clusterEffect === 'fixed') return (council) => common * at(COUNCIL_DEVIATIONS, council);
  const own = Math.sqrt(VARIANCE.councilRound);
  return (council, round) =>
    common * chanceOf(`${seed}/area/${council}`).normal() +
    own * chanceOf(`${seed}/area/${council}/${round}`).normal();
}
