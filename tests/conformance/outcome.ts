/** One case that came out otherwise than the corpus expects. */
export interface Failure {
  readonly id: string;
  /** The expression, the form, the workbook: enough to find it again. */
  readonly given: string;
  readonly expected: string;
  readonly got: string;
  /** Why it stays so, if that was decided: a heading of docs/decided-cases.md. */
  readonly decided?: string | undefined;
}

export interface Outcome {
  passed: number;
  failed: number;
  /** How many of the failed were looked at one by one and stay so, each with its reason in docs/decided-cases.md. */
  decided: number;
  /** Not aimed at; each sort is named in docs/conformance.md. */
  outOfScope: number;
  readonly failures: Failure[];
  /** Cases that are out of scope, as they come out. */
  readonly others: Failure[];
}

/** A kind of case: its module reads what it needs from the corpus folder and counts. */
export interface Kind {
  run(folder: string): Promise<Outcome>;
}

export const noOutcome = (): Outcome => ({
  passed: 0,
  failed: 0,
  decided: 0,
  outOfScope: 0,
  failures: [],
  others: [],
});
