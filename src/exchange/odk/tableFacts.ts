import type { Facts } from './instance.ts';
import type { Cells } from './table.ts';

const FACTS: ReadonlySet<string> = new Set([
  'SubmissionDate',
  'KEY',
  'PARENT_KEY',
  'SubmitterID',
  'SubmitterName',
  'AttachmentsPresent',
  'AttachmentsExpected',
  'Status',
  'ReviewState',
  'DeviceID',
  'Edits',
  'FormVersion',
  'InstanceName',
  'Round',
  'Respondent',
  'Language',
  'StartedAt',
  'FinalizedAt',
  'ActiveSeconds',
  'instanceID',
  'instanceName',
  'CompletionDate',
  'isReviewed',
  'rootUuid',
]);

/** Columns that are about the record and no answers: Central's, ours, and Kobo's, which begin with an underscore. */
export const isBeside = (heading: string): boolean =>
  FACTS.has(heading) || /^(?:_|SET-OF-|meta[-/:.]|formhub[-/:.])/.test(heading);

const first = (row: Cells, ...headings: readonly string[]): string | undefined =>
  headings.map((heading) => row[heading]).find((cell) => cell !== undefined && cell !== '');

/** The instance's id; '' when the row has none. */
export const keyOf = (row: Cells): string => {
  const key =
    first(row, 'meta/rootUuid', 'KEY', 'meta-instanceID', 'meta/instanceID', 'instanceID', '_uuid') ?? '';
  return /^[0-9a-f-]{36}$/.test(key) ? `uuid:${key}` : key;
};

/** What the columns beside the answers tell of a record. */
export function factsOf(row: Cells): Facts {
  const number = (cell: string | undefined): number | undefined =>
    cell === undefined ? cell : Number(cell) || 0;
  const seconds = number(first(row, 'ActiveSeconds'));
  const sentAt = first(row, 'SubmissionDate', '_submission_time');
  return {
    formVersion: first(row, 'FormVersion', '__version__'),
    collector: first(row, 'SubmitterName', '_submitted_by', 'username'),
    device: first(row, 'DeviceID'),
    language: first(row, 'Language'),
    round: first(row, 'Round'),
    instanceName: first(row, 'InstanceName', 'meta-instanceName', 'meta/instanceName', 'instanceName'),
    startedAt: first(row, 'StartedAt'),
    finalizedAt: first(row, 'FinalizedAt') ?? sentAt,
    activeMs: seconds === undefined ? undefined : seconds * 1000,
    edits: number(first(row, 'Edits')),
  };
}
