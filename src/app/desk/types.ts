import type { ResponseDocument, ReviewDocument } from '../../domain/document.ts';
import type { Rev } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Live } from '../../storage/index.ts';
import type { RecordView } from '../types.ts';

/** The coordinator's side; loaded only for her. */
export interface Desk {
  responses(filter: ResponseFilter): Live<{ total: number; rows: readonly ResponseRow[] }>;
  record(id: string): Live<RecordView | null>;
  review(id: string, state: ReviewDocument['state'], note?: string): Promise<Result<void>>;
  results(options: { segment?: { question: string; choice: string } }): Live<ResultsView | null>;
  people(): Live<readonly PersonRow[]>;
  exportCsv(formId: string, language: string): Promise<ExportedFile>;
  exportGeoJson(): Promise<ExportedFile>;
  importFile(file: Blob): Promise<Result<ImportSummary>>;
}

export interface ResponseFilter {
  subject?: 'survey' | 'place';
  form?: string;
  round?: string;
  collector?: string;
  state?: ReviewDocument['state'];
  text?: string;
  limit?: number;
}

export interface ResponseRow {
  id: string;
  rev: Rev;
  document: ResponseDocument;
  state: ReviewDocument['state'];
  isConflicted: boolean;
}

/** Filled by domain/analysis. */
export interface ResultsView {
  rounds: readonly string[];
}

export interface PersonRow {
  collector: string;
  devices: number;
  lastSyncAt?: string;
  surveys: number;
  reports: number;
  waiting: number;
  attention: number;
}

export interface ExportedFile {
  name: string;
  blob: Blob;
  /** Rows or features. */
  count: number;
}

export interface ImportSummary {
  documents: number;
  added: number;
  known: number;
  unreadable: number;
}
