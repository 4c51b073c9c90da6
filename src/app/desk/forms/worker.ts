import type { FileTask, FileWord } from '../../../exchange/xlsform/intake/task.ts';

/**
 * Forms are read and written beside the page, and responses of other systems read, so that a large or a bad file holds
 * up nobody and can be ended in the midst of it. The Trusted Types policy of `main.tsx` lets the worker's address through by its name.
 */
export const startFormWorker = (): Worker =>
  new Worker(new URL('../../../exchange/xlsform/intake/form.worker.ts', import.meta.url), { type: 'module' });

/** @param hear also hears `broken` when the worker fails, or cannot be loaded */
export function askWorker(
  worker: Worker,
  task: FileTask,
  hear: (word: FileWord | { readonly word: 'broken' }) => void,
): void {
  worker.onmessage = ({ data }: MessageEvent<FileWord>) => hear(data);
  worker.onerror = () => hear({ word: 'broken' });
  worker.postMessage(task, bytesOf(task));
}

/** What goes over to the worker instead of being copied. */
function bytesOf(task: FileTask): ArrayBuffer[] {
  if (task.task === 'responses') return [task.bytes.buffer];
  return task.task === 'read' ? task.given.map(({ bytes }) => bytes.buffer) : [];
}
