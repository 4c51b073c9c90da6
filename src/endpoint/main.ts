import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf, readArguments } from './cli/arguments.ts';
import { backupCommand, demo, restoreCommand, user } from './cli/commands.ts';
import { HELP } from './cli/help.ts';
import { serve } from './cli/serve.ts';
import { Mistake, sentenceFor } from './cli/trouble.ts';

declare const __APP_VERSION__: string;

/** Built to `dist/endpoint/main.js`; the app lies beside it. */
const appFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../app');

/** Runs one `dastak` command. @returns the exit code, or undefined while it goes on serving */
export async function run(argv: readonly string[]): Promise<number | undefined> {
  let folder = 'data';
  try {
    const command = readArguments(argv);
    const { words, flags } = command;
    folder = resolve(folderOf(flags));
    if (flags['version'] === true) console.log(__APP_VERSION__);
    else if (flags['help'] === true || words[0] === 'help') console.log(HELP);
    else if (words[0] === 'serve') {
      await serve(flags, appFolder, __APP_VERSION__);
      return undefined;
    } else if (words[0] === 'user') await user(command);
    else if (words[0] === 'demo') await demo(command);
    else if (words[0] === 'backup') await backupCommand(command);
    else if (words[0] === 'restore') await restoreCommand(command);
    else throw new Mistake(`dastak has no command "${words[0]}". See: dastak --help`);
    return 0;
  } catch (trouble) {
    console.error(sentenceFor(trouble, { folder }));
    return 1;
  }
}
