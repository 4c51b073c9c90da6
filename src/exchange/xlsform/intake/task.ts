import type { FormDefinition } from '../../../domain/form/definition.ts';
import type { FormReport, FormRequest, ReadingStep } from './readFormFiles.ts';
import type { FormFormat } from './writeForm.ts';

/** What a page asks of the worker; a worker does one thing and is ended then. */
export type FormTask =
  | ({ readonly task: 'read' } & FormRequest)
  | { readonly task: 'write'; readonly definition: FormDefinition; readonly format: FormFormat };

/** What the worker says. */
export type FormWord =
  | { readonly word: 'step'; readonly step: ReadingStep }
  | { readonly word: 'read'; readonly report: FormReport }
  | { readonly word: 'written'; readonly bytes: Uint8Array<ArrayBuffer> };
