import type { FormDefinition } from '../../../domain/form/definition.ts';
import { ok, type Result, trouble } from '../../../domain/result.ts';
import type { FormFormat } from './types.ts';
import { askWorker, startFormWorker } from './worker.ts';

/** A form's bytes in a format that other tools open, made in a worker. */
export const writtenForm = (
  definition: FormDefinition,
  format: FormFormat,
): Promise<Result<Uint8Array<ArrayBuffer>, 'writing-failed'>> =>
  new Promise((resolve) => {
    const worker = startFormWorker();
    askWorker(worker, { task: 'write', definition, format }, (word) => {
      worker.terminate();
      resolve(word.word === 'written' ? ok(word.bytes) : trouble('writing-failed'));
    });
  });
