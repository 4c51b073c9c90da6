import type { FormDefinition } from '../../../domain/form/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { ReadFileWhy } from '../../odk/arrived.ts';
import type { ReadFile, ReadOptions } from '../../odk/readResponses.ts';
import type { FormReport, FormRequest, ReadingStep } from './readFormFiles.ts';
import type { FormFormat } from './writeForm.ts';

/** What a page asks of the worker; a worker does one thing and is ended then. */
export type FileTask =
  | ({ readonly task: 'read' } & FormRequest)
  | { readonly task: 'write'; readonly definition: FormDefinition; readonly format: FormFormat }
  | {
      readonly task: 'responses';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly name: string;
      readonly options: ReadOptions;
    };

/** What the worker says. */
export type FileWord =
  | { readonly word: 'step'; readonly step: ReadingStep }
  | { readonly word: 'read'; readonly report: FormReport }
  | { readonly word: 'written'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly word: 'responses'; readonly read: Result<ReadFile, ReadFileWhy> };
