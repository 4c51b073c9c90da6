import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, folderOf, readArguments } from './cli/arguments.ts';
import { check } from './cli/check/index.ts';
import { compact } from './cli/compact.ts';
import { demo } from './cli/demo.ts';
import { backupToFile, restoreFromFile } from './cli/files.ts';
import { form } from './cli/form.ts';
import { HELP } from './cli/help.ts';
import { responses } from './cli/responses.ts';
import { type Setting, serve, stopWhenAsked } from './cli/serve.ts';
import { Mistake, sentenceFor } from './cli/trouble.ts';
import { user } from './cli/user.ts';

declare const __APP_VERSION__: string;

/** What is said in the end; with a code other than 0 when that is no good news. */
type Ending = string | { readonly said: string; readonly code: number };

const COMMANDS: Readonly<Record<string, (command: Command) => Promise<Ending>>> = {
  user,
  demo,
  backup: backupToFile,
  restore: restoreFromFile,
  compact,
  check,
  form,
  responses,
  help: async () => HELP,
};

/** Built to `dist/endpoint/main.js`; the app lies beside it. */
const HERE: Setting = {
  appFolder: resolve(dirname(fileURLToPath(import.meta.url)), '../app'),
  version: __APP_VERSION__,
  say: (text) => console.log(text),
};

/** Runs one `dastak` command. @returns the exit code, or undefined while it goes on serving */
export async function run(argv: readonly string[], setting = HERE): Promise<number | undefined> {
  let folder = 'data';
  try {
    const command = readArguments(argv);
    const [verb = ''] = command.words;
    folder = resolve(folderOf(command.flags));
    if (command.flags['version'] === true) setting.say(setting.version);
    else if (command.flags['help'] === true) setting.say(HELP);
    else if (verb === 'serve') {
      stopWhenAsked(await serve(command.flags, setting));
      return undefined;
    } else {
      const perform = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
      if (!perform) throw new Mistake(`dastak has no command "${verb}". See: dastak --help`);
      const ending = await perform(command);
      setting.say(typeof ending === 'string' ? ending : ending.said);
      return typeof ending === 'string' ? 0 : ending.code;
    }
    return 0;
  } catch (trouble) {
    console.error(sentenceFor(trouble, { folder }));
    return 1;
  }
}
