import { unzipSync } from 'fflate';
import { readText } from '../text.ts';

/** A file as the coordinator gave it; `batch` counts on with each time she gave some. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly batch: number;
}

/** Why the files cannot be looked through; keys of `xlsform:problem`. */
export type GivenTrouble = {
  readonly key: 'workbook-too-large' | 'too-many-files' | 'no-form-file' | 'several-form-files';
  readonly found: string;
};

export interface Sorted {
  readonly form: GivenFile;
  /** What may belong to the form, by name; of two with one name the one that was given last. */
  readonly others: readonly GivenFile[];
}

/** More than any form brings along; a larger limit would let an archive of a few kilobytes fill the memory. */
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_FILES = 1000;

/**
 * Finds the form among files that were given in any order, archives unpacked. A form that is given later takes the
 * place of an earlier one.
 */
export async function sortFiles(given: readonly GivenFile[]): Promise<Sorted | GivenTrouble> {
  const unpacked = unpackAll(given);
  if ('key' in unpacked) return unpacked;
  const forms: GivenFile[] = [];
  const others = new Map<string, GivenFile>();
  for (const file of unpacked.toSorted((one, other) => one.batch - other.batch)) {
    if (await isForm(file)) forms.push(file);
    else others.set(file.name, file);
  }
  const last = forms.filter(({ batch }) => batch === forms.at(-1)?.batch);
  const [form = aloneIn(unpacked)] = last;
  if (form === undefined) return { key: 'no-form-file', found: names(unpacked) };
  if (last.length > 1) return { key: 'several-form-files', found: names(last) };
  return { form, others: [...others.values()].filter((file) => file !== form) };
}

/** One file alone is meant as the form, whatever it holds: it gets its own refusal. */
const aloneIn = (files: readonly GivenFile[]): GivenFile | undefined =>
  files.length === 1 ? files[0] : undefined;

const names = (files: readonly GivenFile[]): string => files.map(({ name }) => name).join(', ');

function unpackAll(given: readonly GivenFile[]): readonly GivenFile[] | GivenTrouble {
  const files: GivenFile[] = [];
  let left = MOST_BYTES;
  for (const file of given) {
    const found = isArchive(file) ? unpacked(file, left) : [file];
    if (found === undefined) return { key: 'workbook-too-large', found: file.name };
    left -= found.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (left < 0) return { key: 'workbook-too-large', found: file.name };
    files.push(...found);
    if (files.length > MOST_FILES) return { key: 'too-many-files', found: String(MOST_FILES) };
  }
  return files;
}

const ZIPPED = [0x50, 0x4b];
const OLD = [0xd0, 0xcf, 0x11, 0xe0];
const beginsWith = ({ bytes }: GivenFile, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** A zip archive that is no workbook; a damaged one is left for the workbook's reader to refuse. */
function isArchive(file: GivenFile): boolean {
  if (!beginsWith(file, ZIPPED) || /\.xls[xm]?$/i.test(file.name)) return false;
  let isWorkbook = false;
  try {
    unzipSync(file.bytes, {
      filter({ name }) {
        isWorkbook ||= /(?:^|\/)xl\/workbook\.xml$/.test(name);
        return false;
      },
    });
  } catch {
    return false;
  }
  return !isWorkbook;
}

/** What lies in an archive, folders left out of the names; undefined when it is more than `most` bytes. */
function unpacked({ bytes, batch }: GivenFile, most: number): GivenFile[] | undefined {
  let left = most;
  let count = 0;
  try {
    const entries = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!isWanted(name)) return false;
        count += 1;
        // The unpacker never writes more than an entry says it holds.
        left -= originalSize;
        return left >= 0 && count <= MOST_FILES + 1;
      },
    });
    if (left < 0) return undefined;
    return Object.entries(entries).map(([name, content]) => ({
      name: baseName(name),
      bytes: content as Uint8Array<ArrayBuffer>,
      batch,
    }));
  } catch {
    return [];
  }
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What a Mac adds of its own, and folders, are no files of a form. */
const isWanted = (path: string): boolean =>
  !path.endsWith('/') && !path.startsWith('__MACOSX/') && !baseName(path).startsWith('.');

/** Told by what it holds where an ending says too little: tables of choices are CSV and XML, too. */
async function isForm(file: GivenFile): Promise<boolean> {
  const { name, bytes } = file;
  if (/\.xls[xm]?$/i.test(name) || beginsWith(file, OLD) || beginsWith(file, ZIPPED)) return true;
  if (/\.xml$/i.test(name)) return /<(?:\w+:)?html[\s>]/.test(text(bytes.subarray(0, HEAD_BYTES)));
  if (!/\.(?:csv|md|txt)$/i.test(name)) return false;
  const head = text(bytes.subarray(0, HEAD_BYTES));
  const sheets = await readText(head);
  return sheets.some((sheet) => sheet.name.toLowerCase() === 'survey');
}

/** Enough to see a form's beginning by; a table of a whole country need not be read for that. */
const HEAD_BYTES = 64 * 1024;

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
