/** One case that came out otherwise than the corpus expects. */
export interface Failure {
  readonly id: string;
  /** The expression, the form, the workbook: enough to find it again. */
  readonly given: string;
  readonly expected: string;
  readonly got: string;
}

export interface Outcome {
  passed: number;
  failed: number;
  /** Not aimed at; each sort is named in docs/conformance.md. */
  outOfScope: number;
  readonly failures: Failure[];
}

/** A kind of case: its module reads what it needs from the corpus folder and counts. */
export interface Kind {
  run(folder: string): Promise<Outcome>;
}

export const noOutcome = (): Outcome => ({ passed: 0, failed: 0, outOfScope: 0, failures: [] });
