import type { FormDefinition } from '../../domain/form/definition.ts';
import { own } from '../../domain/kept.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { textIn } from '../decoded.ts';
import type { Workbook } from '../xlsform/sheet.ts';
import { readXlsx } from '../xlsform/xlsx.ts';
import { Arrived, isRecords, nameOf, type ReadFileWhy, unpack } from './arrived.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Details, detailsIn, type Instance, jsonIn } from './instance.ts';
import { isInner, isSheetOf, koboSheetIn, koboTables } from './kobo.ts';
import { formOfJson, instanceOfJson, recordsInJson } from './readJson.ts';
import { type ReadContext, type ReadProblem, type ReadResponse, responseFrom } from './response.ts';
import { readTable, type Table } from './table.ts';
import { instancesInTables } from './tables.ts';
import { formOfXml, instanceOfXml, recordInXml } from './xml.ts';

/** A version of a form that a response may be of. */
export interface KnownForm {
  /** `form:<form_id>:<hash>` */
  readonly id: string;
  readonly definition: FormDefinition;
  /** Of the campaign now: what a file that tells no version is read with. */
  readonly isCurrent: boolean;
}

export interface ReadOptions {
  readonly campaign: string;
  readonly forms: readonly KnownForm[];
  /** `form_id`, where a person has said it: tables alone do not tell. */
  readonly form?: string | undefined;
  /** Rounds of responses by `form_id`, where the file names none. */
  readonly rounds: Readonly<Record<string, string | null>>;
}

export interface ReadFile {
  /** Those that came in whole, and those of which something cannot be read. */
  readonly responses: readonly ReadResponse[];
  /** Everything that cannot be read, all at once: of the responses, and of the file besides. */
  readonly problems: readonly ReadProblem[];
  /** Bytes of files, by the SHA-256 that an `ArrivedFile` has. */
  readonly bytes: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Reads responses from a file of ODK Central, Briefcase, KoboToolbox or Dastak: JSON, CSV, an OpenRosa instance, a ZIP
 * archive of any of them with photos, or a workbook of KoboToolbox. Nothing is stored here.
 * @param name of the file: its ending, and a table's form, are in it
 */
export async function readResponses(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
): Promise<Result<ReadFile, ReadFileWhy>> {
  if (/\.xls[xm]$/i.test(name)) return readKobo(bytes, name, options);
  const unpacked = unpack(bytes, name);
  if (!unpacked.ok) return unpacked;
  const arrived = await Arrived.of(unpacked.value);
  const reading = new Reading(options, arrived);
  for (const [path, data] of unpacked.value) reading.take(path, data);
  for (const [path, data] of unpacked.value) {
    if (!isKoboBeside(path, unpacked.value)) continue;
    const read = readXlsx(data, BYTES_MAX);
    if ('workbook' in read) reading.takeWorkbook(read.workbook, path);
  }
  reading.finish();
  return reading.hasSeen ? ok(reading.outcome()) : trouble('responses-unreadable');
}

/** A workbook that somebody packed together with the photos that it names, and no other records. */
const isKoboBeside = (path: string, files: ReadonlyMap<string, unknown>): boolean =>
  /^[^/]+\.xls[xm]$/i.test(path) && ![...files.keys()].some(isRecords);

async function readKobo(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
): Promise<Result<ReadFile, ReadFileWhy>> {
  const read = readXlsx(bytes, BYTES_MAX);
  if ('trouble' in read)
    return trouble(read.trouble === 'workbook-too-large' ? 'responses-too-large' : 'responses-unreadable');
  const reading = new Reading(options, await Arrived.of(new Map()));
  reading.takeWorkbook(read.workbook, name);
  return ok(reading.outcome());
}

/** A year of a large survey; form workbooks may be smaller only. */
const BYTES_MAX = 300_000_000;

/** Beside the tables in an archive of ours. */
export const DETAILS_NAME = 'dastak.json';

class Reading {
  readonly responses: ReadResponse[] = [];
  readonly problems: ReadProblem[] = [];
  hasSeen = false;
  readonly #options: ReadOptions;
  readonly #arrived: Arrived;
  readonly #tables: Table[] = [];
  readonly #details = new Map<string, Details>();
  readonly #fields = new Map<KnownForm, Fields>();
  readonly #seen = new Set<string>();

  constructor(options: ReadOptions, arrived: Arrived) {
    this.#options = options;
    this.#arrived = arrived;
  }

  take(path: string, bytes: Uint8Array): void {
    if (!isRecords(path)) return;
    this.hasSeen = true;
    const text = textIn(bytes);
    if (text === undefined) this.#tell(path, 'damaged-file', '');
    else if (nameOf(path) === DETAILS_NAME) this.#takeDetails(text);
    else if (/\.csv$/i.test(path)) this.#takeTable(path, text);
    else this.#takeTree(path, text);
  }

  outcome(): ReadFile {
    return {
      responses: this.responses,
      problems: [...this.problems, ...this.responses.flatMap(({ problems }) => problems)],
      bytes: this.#arrived.bytes,
    };
  }

  takeWorkbook(workbook: Workbook, name: string): void {
    this.hasSeen = true;
    const formId =
      this.#options.form ??
      this.#formCalled(workbook.filter((sheet) => !isInner(sheet)).map((sheet) => sheet.name));
    const known = this.#formOf(formId, undefined);
    if (known === undefined) {
      this.#tell(name, 'no-form', formId ?? workbook[0]?.name ?? '');
      return;
    }
    const fields = this.#fieldsOf(known);
    this.#addTables(koboTables(workbook, fields), fields, formId, known);
  }

  /** Kobo calls the sheet of the form as that is titled. */
  #formCalled(sheets: readonly string[]): string | undefined {
    const called = this.#options.forms.find(({ definition: { form_id, title } }) =>
      [form_id, ...Object.values(title)].some((one) => sheets.some((sheet) => isSheetOf(sheet, one))),
    );
    return called?.definition.form_id;
  }

  #addTables(tables: readonly Table[], fields: Fields, formId: string | undefined, known: KnownForm): void {
    const { instances, strays } = instancesInTables(tables, fields, this.#details);
    for (const { table, key } of strays) this.#tell(table, 'stray-row', key);
    for (const instance of instances) this.#add(instance, formId, known);
  }

  #takeTable(path: string, text: string): void {
    const table = readTable(nameOf(path), text);
    if (table === undefined) this.#tell(path, 'damaged-file', '');
    else this.#tables.push(table);
  }

  /** Elements or objects that lie thousands deep exhaust the stack: that is a bad file, not a bug. */
  #takeTree(path: string, text: string): void {
    try {
      if (/\.xml$/i.test(path)) this.#takeXml(path, text);
      else this.#takeJson(path, text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#tell(path, 'damaged-file', '');
    }
  }

  /** Tables belong together, and so wait for the last of them. */
  finish(): void {
    if (this.#tables.length === 0) return;
    const [shortest] = this.#tables.map(({ name }) => name).sort((a, b) => a.length - b.length);
    const formId = this.#options.form ?? this.#formNamed((shortest ?? '').replace(/\.csv$/i, ''));
    const known = this.#formOf(formId, undefined);
    if (known === undefined) {
      this.#tell(shortest ?? '', 'no-form', formId ?? '');
      return;
    }
    const fields = this.#fieldsOf(known);
    const sheets = this.#tables.map(koboSheetIn);
    const isKobo = sheets.every((sheet) => sheet !== undefined);
    this.#addTables(isKobo ? koboTables(sheets, fields) : this.#tables, fields, formId, known);
  }

  /** Of a title that is another's beginning the longer one tells; a title of two forms tells nothing. */
  #formNamed(name: string): string | undefined {
    const forms = this.#options.forms.map(({ definition }) => definition);
    if (forms.some(({ form_id }) => form_id === name)) return name;
    // `Household - all versions - labels - 2026-03-01-10-00-00.csv`
    const called = forms.flatMap(({ form_id, title }) =>
      Object.values(title).flatMap((one) => (name.startsWith(`${one} - `) ? [{ form_id, one }] : [])),
    );
    const longest = Math.max(...called.map(({ one }) => one.length));
    const able = new Set(called.filter(({ one }) => one.length === longest).map(({ form_id }) => form_id));
    return able.size === 1 ? [...able][0] : undefined;
  }

  #takeDetails(text: string): void {
    const read = jsonIn(text);
    if (typeof read !== 'object' || read === null) return;
    for (const [instanceId, value] of Object.entries(read)) {
      const details = detailsIn(value);
      if (details !== undefined) this.#details.set(instanceId, details);
    }
  }

  #takeXml(path: string, text: string): void {
    const root = recordInXml(text);
    const { id, version } = root.ok ? formOfXml(root.value) : {};
    const known = this.#formOf(this.#options.form ?? id, version);
    if (!root.ok) this.#tell(path, 'damaged-file', '');
    else if (known === undefined) this.#tell(path, 'no-form', id ?? '');
    else this.#add(instanceOfXml(root.value, this.#fieldsOf(known)), undefined, known);
  }

  #takeJson(path: string, text: string): void {
    const records = recordsInJson(text);
    if (!records.ok) this.#tell(path, 'damaged-file', '');
    for (const record of records.ok ? records.value : []) {
      const formId = this.#options.form ?? formOfJson(text, record);
      const known = this.#formOf(formId, undefined);
      if (known === undefined) this.#tell(path, 'no-form', formId ?? '');
      else this.#add(instanceOfJson(record, this.#fieldsOf(known)), formId, known);
      if (known === undefined) return;
    }
  }

  /** The very version that a record is of, or else the one that the campaign asks now. */
  #formOf(formId: string | undefined, version: string | undefined): KnownForm | undefined {
    const { forms } = this.#options;
    const asked = formId === undefined ? [] : forms.filter(({ definition }) => definition.form_id === formId);
    const only = new Set(forms.map(({ definition }) => definition.form_id)).size === 1 ? forms : asked;
    const able = formId === undefined ? only : asked;
    const exact = able.find(({ id, definition }) => id === version || definition.version === version);
    return exact ?? able.find(({ isCurrent }) => isCurrent) ?? able[0];
  }

  #fieldsOf(known: KnownForm): Fields {
    const made = this.#fields.get(known) ?? fieldsOf(known.definition);
    this.#fields.set(known, made);
    return made;
  }

  #add(instance: Instance, formId: string | undefined, read: KnownForm): void {
    const { instanceId, facts, details } = instance;
    if (instanceId === '') {
      this.#tell(read.definition.form_id, 'no-id', '');
      return;
    }
    const known =
      this.#formOf(formId ?? read.definition.form_id, details?.formVersion ?? facts.formVersion) ?? read;
    const context: ReadContext = {
      campaign: this.#options.campaign,
      fields: this.#fieldsOf(known),
      formVersion: known.id,
      round: own(this.#options.rounds, known.definition.form_id) ?? null,
      hasEntities: (known.definition.entities ?? []).length > 0,
    };
    const response = responseFrom(instance, context, (name) => this.#arrived.find(name, instanceId));
    if (this.#seen.has(response.id)) this.#tell(instanceId, 'twice', '');
    else this.responses.push(response);
    this.#seen.add(response.id);
  }

  #tell(record: string, key: ReadProblem['key'], found: string): void {
    this.problems.push({ record, place: '', key, found });
  }
}
