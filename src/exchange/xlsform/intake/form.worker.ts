import type { FileTask, FileWord } from './task.ts';
import { work } from './work.ts';

declare const self: DedicatedWorkerGlobalScope;

const say = (word: FileWord): void => self.postMessage(word, bytesOf(word));

/** What goes over to the page instead of being copied. */
const bytesOf = (word: FileWord): ArrayBuffer[] =>
  word.word === 'responses' && word.read.ok
    ? [...new Set([...word.read.value.bytes.values()].map(({ buffer }) => buffer))]
    : [];

// A rejection alone would stay in here: as an error the page hears of it.
self.onmessage = ({ data }: MessageEvent<FileTask>) => {
  work(data, say).then(say, reportError);
};
