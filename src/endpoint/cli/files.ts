import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, folderOf, text } from './arguments.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { clientOf, using } from './target.ts';
import { Mistake } from './trouble.ts';

function fileOf({ words }: Command): string {
  const [verb, file] = words;
  if (!file || words.length > 2) throw new Mistake(`Say one file: dastak ${verb} FILE`);
  return resolve(file);
}

export async function backupToFile(command: Command): Promise<string> {
  const file = fileOf(command);
  const isRemote = text(command.flags, 'url') !== undefined;
  const folder = isRemote ? undefined : resolve(folderOf(command.flags));
  if (folder !== undefined && !existsSync(folder)) {
    throw new Mistake(`The data folder ${folder} does not exist.`);
  }
  return using(await clientOf(command.flags), async (client) => {
    const { databases, documents } = await backup(client, file, folder);
    return `${documents} documents of ${databases} databases are in ${file}. Keep it safe: it holds all answers.`;
  });
}

export async function restoreFromFile(command: Command): Promise<string> {
  const folder = resolve(folderOf(command.flags));
  const documents = await restore(fileOf(command), folder);
  return `${documents} documents are restored to ${folder}.`;
}
