import { EXPORT_FORMATS, type ExportFormat } from '../../exchange/odk/writeResponses.ts';
import { type Command, text } from './arguments.ts';
import { exportTo } from './exportResponses.ts';
import { targetOf } from './form.ts';
import { importFrom } from './importResponses.ts';
import { using } from './target.ts';
import { Mistake } from './trouble.ts';

const USAGE =
  'Say what to do: dastak responses export FORM_ID OUT.zip [URL], or dastak responses import FILE [URL]';

/** Writes responses for ODK's and Kobo's tools, or reads theirs; see `help.ts`. */
export async function responses(command: Command): Promise<string> {
  const [, verb, subject, third, fourth] = command.words;
  if (subject === undefined) throw new Mistake(USAGE);
  switch (verb) {
    case 'export': {
      if (third === undefined) throw new Mistake(USAGE);
      const { client, name } = await targetOf(command.flags, fourth);
      return using(client, () =>
        exportTo(client, name, { formId: subject, out: third, format: formatOf(command) }),
      );
    }
    case 'import': {
      const { client, name } = await targetOf(command.flags, third);
      return using(client, () => importFrom(client, name, subject, command));
    }
    default:
      throw new Mistake(USAGE);
  }
}

function formatOf({ flags }: Command): ExportFormat {
  const said = text(flags, 'as') ?? 'json';
  const format = EXPORT_FORMATS.find((one) => one === said);
  if (format === undefined)
    throw new Mistake(`--as must be one of ${EXPORT_FORMATS.join(', ')}, not "${said}".`);
  return format;
}
