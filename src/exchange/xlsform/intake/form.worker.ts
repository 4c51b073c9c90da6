import { readFormFiles } from './readFormFiles.ts';
import type { FormTask, FormWord } from './task.ts';
import { writeForm } from './writeForm.ts';

declare const self: DedicatedWorkerGlobalScope;

const say = (word: FormWord): void => self.postMessage(word);

async function work(task: FormTask): Promise<FormWord> {
  if (task.task === 'write') return { word: 'written', bytes: await writeForm(task.definition, task.format) };
  const report = await readFormFiles(task, (step) => say({ word: 'step', step }));
  return { word: 'read', report };
}

// A rejection alone would stay in here: as an error the page hears of it.
self.onmessage = ({ data }: MessageEvent<FormTask>) => {
  work(data).then(say, reportError);
};
