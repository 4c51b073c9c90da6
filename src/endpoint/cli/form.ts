import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { canonicalJson } from '../../domain/canonical.ts';
import { parseDocument, SCHEMA_VERSION } from '../../domain/document.ts';
import type { FormDefinition, FormFile } from '../../domain/form/definition.ts';
import { formDocumentId } from '../../domain/ids.ts';
import { filesNamedBy } from '../../exchange/xlsform/attached.ts';
import type { ImportedForm } from '../../exchange/xlsform/importForm.ts';
import { DEMO_SLUG } from '../demo/index.ts';
import { type Command, type Flags, text } from './arguments.ts';
import { putDocuments } from './campaign.ts';
import { type CouchClient, clientAt, escapeId, must, readUrl } from './couchClient.ts';
import { splitDatabase } from './demo.ts';
import { gatherFiles, putFiles } from './formFiles.ts';
import { adviceLine, problemLine, warningLine } from './formWords.ts';
import { clientOf, using } from './target.ts';
import { Mistake } from './trouble.ts';

const USAGE =
  'Say what to do: dastak form check FILE, dastak form import FILE [URL], or dastak form convert FILE OUT';

/** Checks, imports or converts a form; see `help.ts`. */
export async function form(command: Command): Promise<string> {
  const [, verb, file, target] = command.words;
  if (file === undefined) throw new Mistake(USAGE);
  switch (verb) {
    case 'check':
      return check(file, text(command.flags, 'files'));
    case 'import':
      return put(command, file);
    case 'convert':
      if (target === undefined) throw new Mistake(USAGE);
      return convert(file, target);
    default:
      throw new Mistake(USAGE);
  }
}

async function importFile(file: string): Promise<ImportedForm> {
  const { importForm } = await import('../../exchange/xlsform/importForm.ts');
  const bytes = await readFile(resolve(file)).catch(() => {
    throw new Mistake(`${file} cannot be read. Is the name right?`);
  });
  const imported = await importForm(new Uint8Array(bytes), basename(file));
  const { plainerParts } = await import('../../exchange/xlsform/plainer.ts');
  const { toldOnce } = await import('../../exchange/xlsform/toldOnce.ts');
  const plainer = imported.form === undefined ? [] : plainerParts(imported.form);
  return { ...imported, warnings: [...toldOnce(imported.warnings), ...plainer] };
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** The form, or everything that is wrong with it as one sentence each. */
async function definitionIn(file: string): Promise<ImportedForm & { readonly definition: FormDefinition }> {
  const { definition, problems, ...rest } = await importFile(file);
  if (definition !== undefined) return { definition, problems, ...rest };
  throw new Mistake(
    [
      `${file} has ${counted(problems.length, 'problem')}:`,
      ...problems.map((one) => `  ${problemLine(one)}`),
    ].join('\n'),
  );
}

async function check(file: string, folder: string | undefined): Promise<string> {
  const { definition, form: read, warnings } = await definitionIn(file);
  if (folder !== undefined && read !== undefined) await gatherFiles(read, folder, []);
  const { lint } = await import('../../exchange/xlsform/lint/lint.ts');
  const said = [`${file} is a form that runs: ${definition.form_id}, in ${definition.languages.join(', ')}.`];
  const named = folder === undefined && read !== undefined ? filesNamedBy(read) : [];
  if (named.length > 0) said.push(`It comes with files: ${named.map(({ name }) => name).join(', ')}.`);
  if (warnings.length > 0) said.push('Worth a look:', ...warnings.map((one) => `  ${warningLine(one)}`));
  const advice = read === undefined ? [] : lint(read);
  if (advice.length > 0) said.push('Could be better:', ...advice.map((one) => `  ${adviceLine(one)}`));
  return said.join('\n');
}

async function convert(file: string, target: string): Promise<string> {
  const { form: read, definition } = await definitionIn(file);
  if (read === undefined) throw new Error(`${definition.form_id} was read without its sheets`);
  switch (extname(target).toLowerCase()) {
    case '.xlsx': {
      const [{ toSheets }, { writeXlsx }] = await Promise.all([
        import('../../exchange/xlsform/toSheets.ts'),
        import('../../exchange/xlsform/writeXlsx.ts'),
      ]);
      await writeFile(resolve(target), writeXlsx(toSheets(read)));
      break;
    }
    case '.xml': {
      const { writeXForm } = await import('../../exchange/xlsform/xform/writeXForm.ts');
      await writeFile(resolve(target), writeXForm(read));
      break;
    }
    default:
      throw new Mistake(`${target} must end in .xlsx for a workbook or .xml for an XForm.`);
  }
  return `${target} is written.`;
}

async function put(command: Command, file: string): Promise<string> {
  const { definition, form: read, warnings } = await definitionIn(file);
  const { client, name } = await targetOf(command.flags, command.words[3]);
  return using(client, async () => {
    const campaign = await campaignIn(client, name);
    const folder = text(command.flags, 'files');
    const before = await filesBefore(client, name, campaign, definition.form_id);
    const files = read === undefined ? [] : await gatherFiles(read, folder, before);
    const sent = files.length === 0 ? 0 : await putFiles(client, name, slugOf(campaign), files);
    const entries = files.map(({ entry }) => entry);
    const whole = entries.length === 0 ? definition : { ...definition, files: entries };
    const written = await putForm(client, name, campaign, whole);
    const said = [
      written
        ? `${definition.form_id} is now in ${name}; phones get it with their next session.`
        : `${definition.form_id} was in ${name} already, word for word.`,
    ];
    if (entries.length > 0) {
      const list = entries.map((entry) => entry.name).join(', ');
      said.push(
        `It comes with ${counted(entries.length, 'file')}: ${list} (${counted(sent, 'document')} new).`,
      );
    }
    return [...said, ...warnings.map((one) => `  ${warningLine(one)}`)].join('\n');
  });
}

interface CampaignHere {
  readonly id: string;
  readonly body: Record<string, unknown>;
}

const slugOf = ({ body }: CampaignHere): string => String(body['campaign']);
const formsOf = ({ body }: CampaignHere) => body['forms'] as Record<string, string>;

/** Files that came with the version that is asked now. */
async function filesBefore(
  client: CouchClient,
  name: string,
  campaign: CampaignHere,
  formId: string,
): Promise<readonly FormFile[]> {
  const version = formsOf(campaign)[formId];
  if (version === undefined) return [];
  const answer = await client.request('GET', `/${escapeId(name)}/${escapeId(version)}`);
  const parsed = parseDocument(answer.body);
  return parsed.ok && parsed.value.type === 'form' ? (parsed.value.definition.files ?? []) : [];
}

/** The database that a command is about: the one at the address that was said, or else the demo campaign's. */
export async function targetOf(
  flags: Flags,
  said: string | undefined,
): Promise<{ client: CouchClient; name: string }> {
  if (said === undefined) return { client: await clientOf(flags), name: DEMO_SLUG };
  const { url, authorization } = readUrl(said, text(flags, 'admin'));
  const { root, name } = splitDatabase(url);
  return { client: clientAt(root, authorization), name };
}

/** Puts a version of a form beside the others and makes it the current one. @returns whether anything changed */
async function putForm(
  client: CouchClient,
  name: string,
  campaign: CampaignHere,
  definition: FormDefinition,
): Promise<boolean> {
  const plain = JSON.parse(JSON.stringify(definition)) as FormDefinition;
  const hash = createHash('sha256').update(canonicalJson(plain)).digest('hex').slice(0, 16);
  const _id = formDocumentId(plain.form_id, hash);
  const forms = { ...formsOf(campaign), [plain.form_id]: _id };
  const { written } = await putDocuments(client, name, [
    {
      _id,
      body: { type: 'form', schema: SCHEMA_VERSION, campaign: slugOf(campaign), hash, definition: plain },
    },
    { _id: campaign.id, body: { ...campaign.body, forms } },
  ]);
  return written > 0;
}

export async function campaignIn(client: CouchClient, name: string): Promise<CampaignHere> {
  const range = `startkey=${escapeId('"campaign:"')}&endkey=${escapeId('"campaign:\uffff"')}`;
  const path = `/${escapeId(name)}/_all_docs?include_docs=true&${range}`;
  const { rows } = (await must(client, 'Looking for the campaign', 'GET', path)) as {
    rows: { id: string; doc?: Record<string, unknown> | null }[];
  };
  const [row] = rows;
  if (row?.doc == null) throw new Mistake(`${name} holds no campaign. Make one first, or try: dastak demo`);
  const { _id, _rev, ...body } = row.doc;
  return { id: row.id, body };
}
