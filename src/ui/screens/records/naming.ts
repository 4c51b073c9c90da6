import type { RecordSummary } from '../../../app/index.ts';
import { translated } from '../../translated.tsx';

/** What is known of a record that may name it. */
export type Named = Pick<RecordSummary, 'title'> & {
  readonly [Name in 'instanceName' | 'kind' | 'respondent']?: RecordSummary[Name] | undefined;
};

/** What a person calls a record: as the form names it, the kind of place, the code of whom she asked, or else the form. */
export const recordName = (record: Named, language: string): string => recordTitle(record, language).words;

/** The same with the language that it is in; undefined for what is nobody's translation. */
export function recordTitle(record: Named, language: string): { words: string; lang?: string } {
  const own = record.instanceName ?? (record.kind === undefined ? record.respondent : undefined);
  return own === undefined ? translated(record.kind ?? record.title, language) : { words: own };
}

/** The form's title where the name says something else; undefined where it would only be said twice. */
export function recordForm(record: Named, language: string): string | undefined {
  const form = translated(record.title, language).words;
  return form === recordName(record, language) ? undefined : form;
}

/** What is still to be sent of it: photos, or files where it has others too. */
export const waitingKey = ({ files }: Pick<RecordSummary, 'files'>) =>
  files > 0 ? 'more:list.filesWaiting' : 'more:list.photosWaiting';
