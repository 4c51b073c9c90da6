import type { FileTask, FileWord } from '../../src/exchange/xlsform/intake/task.ts';
import { work } from '../../src/exchange/xlsform/intake/work.ts';

/** The worker of files where there are no workers: what goes in and comes out is copied all the same. */
export class InProcessWorker {
  onmessage: ((event: { data: FileWord }) => void) | null = null;
  onerror: (() => void) | null = null;

  postMessage(task: FileTask): void {
    const say = (word: FileWord): void => this.onmessage?.({ data: structuredClone(word) });
    work(structuredClone(task), say).then(say, () => this.onerror?.());
  }

  terminate(): void {
    this.onmessage = null;
  }
}
