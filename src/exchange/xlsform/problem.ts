/** Where in a workbook something stands, in the words its author sees. */
export interface Place {
  /** Name of the sheet in lower case, or '' for the file as a whole. */
  readonly sheet: string;
  /** As the spreadsheet counts: the header row is 1; 0 for the whole sheet. */
  readonly row: number;
  /** The column's header, or ''. */
  readonly column: string;
}

/** What is wrong with a workbook. Each has a sentence: `xlsform:problem.<key>`. */
export const PROBLEMS = [
  'not-a-workbook',
  'old-workbook',
  'misnamed-workbook',
  'no-workbook-inside',
  'locked-workbook',
  'damaged-workbook',
  'damaged-xform',
  'workbook-too-large',
  'no-survey-sheet',
  'missing-column',
  'same-column-twice',
  'unknown-column',
  'bad-reference',
  'unknown-reference',
  'ambiguous-reference',
  'bad-name',
  'missing-name',
  'missing-type',
  'missing-value',
  'missing-label',
  'unknown-type',
  'reserved-name',
  'duplicate-name',
  'duplicate-repeat',
  'end-without-begin',
  'begin-without-end',
  'unknown-list',
  'no-choices',
  'list-not-same',
  'duplicate-choice',
  'choice-with-space',
  'unknown-file-type',
  'unknown-parameter',
  'bad-parameter',
  'parameter-needs',
  'not-allowed-here',
  'bad-trigger',
  'trigger-not-shown',
  'same-instance-twice',
  'image-needed',
  'no-entities',
  'entity-prefix',
  'entity-scope',
  'entity-place',
  'duplicate-property',
  'missing-file',
  'cannot-run',
  'no-form-file',
  'several-form-files',
  'too-many-files',
  'empty-file',
  'file-unreadable',
  'no-value-column',
] as const;
export type ProblemKey = (typeof PROBLEMS)[number];

/** What is allowed and yet worth a look. Each has a sentence: `xlsform:warning.<key>`. */
export const WARNINGS = [
  'similar-sheet',
  'skipped-row',
  'disabled-row',
  'repeat-without-label',
  'choice-without-label',
  'same-name-but-case',
  'missing-translation',
  'other-untranslated',
  'column-ignored',
  'old-device-id',
  'max-pixels',
  'unfiltered-external',
  'unknown-yes-no',
  'two-form-ids',
  'plainer-type',
  'plainer-part',
  'not-recorded',
  'search-left-out',
  'file-unused',
] as const;
export type WarningKey = (typeof WARNINGS)[number];

/** What can be better although it works. Each has a sentence: `xlsform:advice.<key>`. */
export const ADVICE = [
  'unreachable',
  'unknown-choice',
  'choice-never-shown',
  'list-unused',
  'missing-text',
  'missing-audio',
  'long-text',
  'two-questions',
  'wrong-pattern',
  'pattern-one-sign',
  'used-before',
  'bare-name',
  'required-group',
] as const;
export type AdviceKey = (typeof ADVICE)[number];

export interface Remark<Key> extends Place {
  readonly key: Key;
  /** What stands there, or what is meant; shortened to what fits into a sentence. */
  readonly found: string;
}
export interface FormProblem extends Remark<ProblemKey> {
  /** For `cannot-run`, why: key of a sentence, `more:problem.<reason>`. */
  readonly reason?: string;
}
export type FormWarning = Remark<WarningKey>;
export type FormAdvice = Remark<AdviceKey>;

/** All that is found while a workbook is read: reading goes on after a problem, so that everything is told at once. */
export class Report {
  readonly problems: FormProblem[] = [];
  readonly warnings: FormWarning[] = [];

  refuse(place: Place, key: ProblemKey, found = ''): void {
    this.problems.push({ ...place, key, found: short(found) });
  }

  warn(place: Place, key: WarningKey, found = ''): void {
    this.warnings.push({ ...place, key, found: short(found) });
  }
}

/** @param column may be left out for a whole row */
export const at = (sheet: string, row: number, column = ''): Place => ({ sheet, row, column });

const LONGEST = 80;
export const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
