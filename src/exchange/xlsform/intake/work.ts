import { readFormFiles } from './readFormFiles.ts';
import type { FileTask, FileWord } from './task.ts';
import { writeForm } from './writeForm.ts';

/** Does what a page asks of the worker. @param say is told what begins */
export async function work(task: FileTask, say: (word: FileWord) => void): Promise<FileWord> {
  switch (task.task) {
    case 'write':
      return { word: 'written', bytes: await writeForm(task.definition, task.format) };
    case 'responses': {
      const { readResponses } = await import('../../odk/readResponses.ts');
      return { word: 'responses', read: await readResponses(task.bytes, task.name, task.options) };
    }
    case 'read': {
      const report = await readFormFiles(task, (step) => say({ word: 'step', step }));
      return { word: 'read', report };
    }
  }
}
