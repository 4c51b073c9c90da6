import { chanceOf } from './chance.ts';

/**
 * How much of a day a town plays. Every day has a storm and a calm, with as many phones, saves and faults as a seed must
 * have; what follows the calm costs as much again and is played by some towns only, each scene by some tens to hundreds of a thousand.
 */
export interface Day {
  readonly stormMinutes: number;
  /** Surveys and places; corrections, reviews and the like come on top. */
  readonly saves: number;
  /** Of what happens often; what happens once or never happens as often as on a whole day. */
  readonly share: number;
  /** The calm may end when everything has come to rest, and not before the time that a comparison of memories holds. */
  readonly mayEndEarly: boolean;
  readonly scenes: ReadonlySet<Scene>;
}

/** A document that crashes a rule; what is saved in good weather; a look when nothing is new; a new phone; the loss of the database. */
export type Scene = 'crash' | 'prompt' | 'idle' | 'newcomer' | 'loss';

/** Of seeds that are kept because they found something: as long as when they did. */
export const WHOLE_DAY: Day = {
  stormMinutes: 20,
  saves: 44,
  share: 1,
  mayEndEarly: false,
  scenes: new Set(['crash', 'prompt', 'idle', 'newcomer', 'loss']),
};

const SHORT_DAY: Day = { stormMinutes: 10, saves: 28, share: 0.4, mayEndEarly: true, scenes: new Set() };

/** How often a town plays the whole day, and each scene else: the dearer, the rarer. */
const WHOLE = 0.02;
const OFTEN: readonly (readonly [Scene, number])[] = [
  ['crash', 0.06],
  ['prompt', 0.12],
  ['idle', 0.3],
  ['newcomer', 0.3],
  ['loss', 0.08],
];

/** Apart from the town's own chance, so that a kept seed tells its story on whatever day. */
export function dayOf(seed: number): Day {
  const chance = chanceOf(seed ^ 0x5eed);
  if (chance.is(WHOLE)) return WHOLE_DAY;
  const scenes = OFTEN.filter(([, often]) => chance.is(often)).map(([scene]) => scene);
  return { ...SHORT_DAY, scenes: new Set(scenes) };
}
