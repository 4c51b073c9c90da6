import { at, type Chance, chanceOf } from './chance.ts';
import type { Interview } from './interview.ts';
import type { Person } from './people.ts';

const AGE_BANDS = ['18_24', '25_34', '35_44', '45_54', '55_64', '65_plus'] as const;

/** Schooling by the upper end of its share in a standard normal: none, madrasa, primary, ... */
const SCHOOLING = [
  ['none', -0.71],
  ['madrasa', -0.55],
  ['primary', -0.08],
  ['middle', 0.31],
  ['matric', 0.84],
  ['intermediate', 1.34],
] as const;

const educationOf = ({ schooling }: Person): string =>
  SCHOOLING.find(([, upTo]) => schooling < upTo)?.[0] ?? 'university';

/** Age, gender and schooling; a person says the same in both rounds. */
export function askBackground(interview: Interview): void {
  const { person, put } = interview;
  const stable = stableChance(interview, 'gender');
  put('about/age_band', at(AGE_BANDS, person.ageBand));
  put(
    'about/gender',
    stable.weighted({ woman: 0.63, man: 0.352, transgender_other: 0.006, not_said: 0.012 }),
  );
  put('about/education', educationOf(person));
}

/** By domain: latent levels above which a difficulty is some, a lot, or total, at middle age. */
const DIFFICULTY = {
  seeing: [0.95, 1.95, 2.9],
  hearing: [1.45, 2.15, 3],
  walking: [1.1, 1.8, 2.6],
  remembering: [1.25, 2.1, 3],
  self_care: [1.7, 2.3, 2.8],
  communicating: [1.8, 2.35, 2.9],
} as const;
const FUNCTIONING = Object.keys(DIFFICULTY) as (keyof typeof DIFFICULTY)[];

/** How much a standard deviation of age, of general frailty and of the domain itself weigh. */
const WEIGHTS = { age: 0.4, frailty: 0.5, own: 0.77 } as const;
/** Probability that the same difficulty is told one step lighter or heavier in the next interview. */
const RETOLD = 0.03;

/** The six Washington Group questions; then the calculation that the form makes of them. */
export function askFunctioning(interview: Interview): void {
  const { person, put, chanceFor, answers } = interview;
  const chance = chanceFor('functioning');
  const stable = stableChance(interview, 'difficulties');
  const age = (person.ageBand - 1.8) / 1.5;
  const frailty = stable.normal();
  for (const domain of FUNCTIONING) {
    const latent = WEIGHTS.age * age + WEIGHTS.frailty * frailty + WEIGHTS.own * stable.normal();
    const level = 1 + DIFFICULTY[domain].filter((least) => latent > least).length;
    put(`functioning/${domain}`, String(chance.happens(RETOLD) ? retold(level) : level));
  }
  const disability = disabilityOf(FUNCTIONING.map((domain) => answers[`functioning/${domain}`]));
  if (disability !== undefined) answers['functioning/disability'] = disability;
}

const retold = (level: number): number => (level === 1 ? 2 : level - 1);

/** At least one domain at 3 or 4; not known while an answer is missing and none is that high. */
function disabilityOf(levels: readonly unknown[]): 'yes' | 'no' | undefined {
  if (levels.some((level) => level === '3' || level === '4')) return 'yes';
  return levels.includes(undefined) ? undefined : 'no';
}

/** Draws that belong to the person and not to the round. */
const stableChance = ({ setting, person }: Interview, topic: string): Chance =>
  chanceOf(`${setting.seed}/${topic}/${person.index}`);
