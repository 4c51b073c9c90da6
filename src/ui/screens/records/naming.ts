import type { RecordSummary } from '../../../app/index.ts';
import { translated } from '../../translated.tsx';

/** What a person calls a record: as the form names it, the kind of place, the code of whom she asked, or else the form. */
export function recordName(record: RecordSummary, language: string): string {
  if (record.instanceName !== undefined) return record.instanceName;
  if (record.kind !== undefined) return translated(record.kind, language).words;
  return record.respondent ?? translated(record.title, language).words;
}

/** The form's title where the name says something else; undefined where it would only be said twice. */
export function recordForm(record: RecordSummary, language: string): string | undefined {
  const form = translated(record.title, language).words;
  return form === recordName(record, language) ? undefined : form;
}
