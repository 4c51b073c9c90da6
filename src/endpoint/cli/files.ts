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

export async function backupToFile(command: Command): Promise<{ said: string; code: number }> {
  const file = fileOf(command);
  const isRemote = text(command.flags, 'url') !== undefined;
  const folder = isRemote ? undefined : resolve(folderOf(command.flags));
  if (folder !== undefined && !existsSync(folder)) {
    throw new Mistake(`The data folder ${folder} does not exist.`);
  }
  return using(await clientOf(command.flags), async (client) => {
    const { databases, documents, unread } = await backup(client, file, folder);
    const said = `${documents} documents of ${databases} databases are in ${file}. Keep it safe: it holds all answers.`;
    if (unread.length === 0) return { said, code: 0 };
    const lines = unread.map((one) => `  ${one}`).join('\n');
    return {
      said: `${said}\nThe disk cannot read these, so they are NOT in it:\n${lines}\nKeep the backups before it: dastak restore FILE --missing-from OLDER takes them from there.`,
      code: 1,
    };
  });
}

export async function restoreFromFile(command: Command): Promise<{ said: string; code: number }> {
  const folder = resolve(folderOf(command.flags));
  const older = text(command.flags, 'missing-from');
  const { documents, missing } = await restore(fileOf(command), folder, older && resolve(older));
  const said = `${documents} documents are restored to ${folder}.`;
  if (missing.length === 0) return { said, code: 0 };
  const lines = missing.map((one) => `  ${one}`).join('\n');
  return {
    said: `${said}\nThese could not be read when the backup was made, and are missing:\n${lines}`,
    code: 1,
  };
}
