import type { RecordSummary } from '../../../app/index.ts';
import { translated } from '../../translated.tsx';

/** Isolates keep a code in Latin letters from turning an Urdu sentence around. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** What a person calls a record: the kind of place, or whom she asked, or else the form. */
export function recordName(record: RecordSummary, language: string): string {
  const form = translated(record.title, language).words;
  if (record.kind !== undefined) return translated(record.kind, language).words;
  return record.respondent === undefined ? form : `${isolated(record.respondent)} · ${form}`;
}
