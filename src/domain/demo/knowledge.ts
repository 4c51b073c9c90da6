/**
 * The eight statements about the vaccine that both rounds ask, in the order asked, and the truth of the seeded world:
 * the probability that a person drawn from it gives the right answer. The figures are invented.
 */
export interface Statement {
  /** Name of the question; its path is `knowledge/<name>` in both rounds. */
  readonly name: string;
  /** The right answer. */
  readonly right: 'true' | 'false';
  readonly isRumour: boolean;
  /** Probability of the right answer before and after the visits. One changes by nothing, so that false alarms show. */
  readonly baseline: number;
  readonly endline: number;
}

export const STATEMENTS = [
  { name: 'prevents_severe', right: 'true', isRumour: false, baseline: 0.63, endline: 0.75 },
  { name: 'infertility', right: 'false', isRumour: true, baseline: 0.48, endline: 0.66 },
  { name: 'mild_fever', right: 'true', isRumour: false, baseline: 0.57, endline: 0.69 },
  { name: 'microchip', right: 'false', isRumour: true, baseline: 0.55, endline: 0.7 },
  { name: 'gives_covid', right: 'false', isRumour: true, baseline: 0.38, endline: 0.52 },
  { name: 'free_of_charge', right: 'true', isRumour: false, baseline: 0.8, endline: 0.8 },
  { name: 'young_not_needed', right: 'false', isRumour: true, baseline: 0.42, endline: 0.55 },
  { name: 'pregnancy', right: 'true', isRumour: false, baseline: 0.35, endline: 0.43 },
] as const satisfies readonly Statement[];

export type StatementName = (typeof STATEMENTS)[number]['name'];

/** Probability of at least one dose. Higher later, because a dose once had stays. */
export const VACCINATED = { baseline: 0.46, endline: 0.57 } as const;

/** Names of the Union Councils, in the order of their choices. */
export const UNION_COUNCILS = [
  'ratta_amral',
  'pirwadhai',
  'dhok_hassu',
  'dhok_kala_khan',
  'sadiqabad',
  'khayaban_e_sir_syed',
] as const;
export type UnionCouncil = (typeof UNION_COUNCILS)[number];

/** `form_id` of the three demo forms. */
export const DEMO_FORMS = {
  baseline: 'vaccine_baseline',
  endline: 'vaccine_endline',
  place: 'place_report',
} as const;
