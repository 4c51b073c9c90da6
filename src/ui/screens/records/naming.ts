import type { RecordSummary } from '../../../app/index.ts';
import { translated } from '../../translated.tsx';

/** What is known of a record that may name it. */
type Named = Pick<RecordSummary, 'title'> & {
  readonly [Name in 'instanceName' | 'kind' | 'respondent']?: RecordSummary[Name] | undefined;
};

/** What a person calls a record: as the form names it, the kind of place, the code of whom she asked, or else the form. */
export function recordName(record: Named, language: string): string {
  if (record.instanceName !== undefined) return record.instanceName;
  if (record.kind !== undefined) return translated(record.kind, language).words;
  return record.respondent ?? translated(record.title, language).words;
}

/** The form's title where the name says something else; undefined where it would only be said twice. */
export function recordForm(record: Named, language: string): string | undefined {
  const form = translated(record.title, language).words;
  return form === recordName(record, language) ? undefined : form;
}

/** What is still to be sent of it: photos, or files where it has others too. */
export const waitingKey = ({ files }: Pick<RecordSummary, 'files'>) =>
  files > 0 ? 'more:list.filesWaiting' : 'more:list.photosWaiting';
