import type { FormTask, FormWord } from '../../../exchange/xlsform/intake/task.ts';

/**
 * Forms are read and written beside the page, so that a large or a bad one holds up nobody and can be ended in the
 * midst of it. The Trusted Types policy of `main.tsx` lets the worker's address through by its name.
 */
export const startFormWorker = (): Worker =>
  new Worker(new URL('../../../exchange/xlsform/intake/form.worker.ts', import.meta.url), { type: 'module' });

/** @param hear also hears `broken` when the worker fails, or cannot be loaded */
export function askWorker(
  worker: Worker,
  task: FormTask,
  hear: (word: FormWord | { readonly word: 'broken' }) => void,
): void {
  worker.onmessage = ({ data }: MessageEvent<FormWord>) => hear(data);
  worker.onerror = () => hear({ word: 'broken' });
  worker.postMessage(task, task.task === 'read' ? task.given.map(({ bytes }) => bytes.buffer) : []);
}
