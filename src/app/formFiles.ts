import type { Device } from '../device/index.ts';
import type { Drawing } from '../domain/drawing.ts';
import { documentIdsOf } from '../domain/fileIds.ts';
import { compileForm } from '../domain/form/compile.ts';
import type { FormFile } from '../domain/form/definition.ts';
import { extensionWith } from '../domain/form/extended/index.ts';
import { type AttachedFile, isFile } from '../domain/form/extended/tables.ts';
import { joinParts } from '../domain/parts.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import type { Live } from '../domain/signal.ts';
import { type CampaignStore, live } from '../storage/index.ts';
import { breathe } from './breathe.ts';
import { drawingOf } from './drawing.ts';
import type { CompileForm, FormOpener, WholeForm } from './forms.ts';

/**
 * `file-missing`: not on this phone yet; `file-damaged`, `file-unreadable`: here, and of no use; `file-not-added`: told
 * only to the form's author, who tries it out.
 */
export type FileWhy = 'file-missing' | 'file-damaged' | 'file-unreadable' | 'file-not-added';

/** The files of an open form. */
export interface OpenFiles {
  /** Why a file is of no use; undefined when it can be used. */
  trouble(name: string): FileWhy | undefined;
  /** An object URL of a picture, sound or film, which the caller revokes. */
  url(name: string): Promise<Result<{ url: string }, FileWhy>>;
  /** The shapes of a picture that is an SVG. */
  shapes(name: string): Promise<Result<Drawing, FileWhy>>;
  /** Whether a file has come since that was missing when the form was opened; undefined when none was missing. */
  readonly hasMore: Live<boolean> | undefined;
}

const missing = async (name: string) => trouble('file-missing', { name });

/** Of a form that came without any. */
export const NO_FILES: OpenFiles = {
  trouble: () => 'file-missing',
  url: missing,
  shapes: missing,
  hasMore: undefined,
};

interface Parts {
  readonly store: Pick<CampaignStore, 'media'>;
  readonly device: Pick<Device, 'digest'>;
}

/**
 * Bytes of tables that stay read between two surveys. Twice as much would hold some 30 MB of a small phone's memory;
 * half would read the list of a country's villages again at each door.
 */
const TABLE_BYTES_KEPT_MAX = 8 * 1024 * 1024;
/** The survey and the place report. More would keep tables alive that nobody asks with. */
const FORMS_KEPT_MAX = 2;

type ReadTable = Result<AttachedFile, FileWhy>;

/** A file of a form as it was published. */
export async function formFileBytes(
  { store, device }: Parts,
  file: FormFile,
): Promise<Result<ArrayBuffer, FileWhy>> {
  const rows = await Promise.all(documentIdsOf(file).map((id) => store.media.get(id)));
  const parts = rows.map((row) => row?.bytes);
  const whole = { sha256: file.sha256, bytes: file.size_bytes };
  const joined = await joinParts(parts, whole, device.digest.sha256Hex);
  if (joined.ok) return joined;
  return trouble(joined.why === 'part-missing' ? 'file-missing' : 'file-damaged', { name: file.name });
}

/**
 * Opens forms with their files; each table is read once and kept while there is room.
 * @param plain compiles a form that came without any
 */
export function fileOpener({ store, device }: Parts, plain: CompileForm): FormOpener {
  const tables = new Map<string, { readonly bytes: number; readonly table: Promise<ReadTable> }>();
  const forms = new Map<string, { readonly key: string; readonly whole: WholeForm }>();

  const bytesOf = (file: FormFile) => formFileBytes({ store, device }, file);

  async function tableOf(file: FormFile): Promise<ReadTable> {
    const { sha256, size_bytes: bytes } = file;
    // Who asks while it is read waits for the same reading. The last used lies last.
    const reading = tables.get(sha256)?.table ?? readNow(file);
    tables.delete(sha256);
    tables.set(sha256, { bytes, table: reading });
    forget(tables);
    const table = await reading;
    // What is missing may come; what was read is read.
    if (!table.ok) tables.delete(sha256);
    return table;
  }

  async function readNow(file: FormFile): Promise<ReadTable> {
    const bytes = await bytesOf(file);
    if (!bytes.ok) return bytes;
    const { readTable } = await import('../exchange/tables/index.ts');
    return readTable(file.name, bytes.value, breathe);
  }

  async function onPhone(files: readonly FormFile[]): Promise<FormFile[]> {
    const parts = new Set(await store.media.fileIds());
    return files.filter((file) => documentIdsOf(file).every((part) => parts.has(part)));
  }

  /** Whether more of a form's files are here than so many. */
  const moreThan = (files: readonly FormFile[], here: number): Live<boolean> | undefined =>
    here === files.length ? undefined : live(async () => (await onPhone(files)).length > here);

  return async (id, document) => {
    const { definition } = document;
    const { files = [] } = definition;
    if (files.length === 0) {
      const form = await plain(id, document);
      return form.ok ? ok({ form: form.value }) : form;
    }
    const here = await onPhone(files);
    const key = here.map(({ name }) => name).join('\n');
    const known = forms.get(id);
    if (known?.key === key) return ok(known.whole);
    const read = new Map<string, ReadTable>();
    for (const file of files) if (isFile(file.name)) read.set(file.name, await tableOf(file));
    const attached = [...read].flatMap(([name, table]) => (table.ok ? [[name, table.value] as const] : []));
    const form = compileForm(definition, extensionWith(Object.fromEntries(attached)));
    if (!form.ok) return form;
    const whole: WholeForm = {
      form: form.value,
      files: { ...openFiles(files, here, read, bytesOf), hasMore: moreThan(files, here.length) },
    };
    forms.delete(id);
    forms.set(id, { key, whole });
    for (const oldest of [...forms.keys()].slice(0, -FORMS_KEPT_MAX)) forms.delete(oldest);
    return ok(whole);
  };
}

/** The least used first, as many as there is no room for; never the last one. */
function forget(tables: Map<string, { readonly bytes: number }>): void {
  let bytes = [...tables.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [sha256, one] of [...tables].slice(0, -1)) {
    if (bytes <= TABLE_BYTES_KEPT_MAX) return;
    tables.delete(sha256);
    bytes -= one.bytes;
  }
}

function openFiles(
  files: readonly FormFile[],
  here: readonly FormFile[],
  read: ReadonlyMap<string, ReadTable>,
  bytesOf: (file: FormFile) => Promise<Result<ArrayBuffer, FileWhy>>,
): Omit<OpenFiles, 'hasMore'> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const isHere = new Set(here.map(({ name }) => name));
  async function named(name: string): Promise<Result<ArrayBuffer, FileWhy>> {
    const file = byName.get(name);
    return file === undefined ? missing(name) : bytesOf(file);
  }
  return {
    trouble(name) {
      if (!isHere.has(name)) return 'file-missing';
      const table = read.get(name);
      return table === undefined || table.ok ? undefined : table.why;
    },
    async url(name) {
      const bytes = await named(name);
      if (!bytes.ok) return bytes;
      const type = byName.get(name)?.content_type ?? '';
      return ok({ url: URL.createObjectURL(new Blob([bytes.value], { type })) });
    },
    async shapes(name) {
      const bytes = await named(name);
      return bytes.ok ? drawingOf(bytes.value, name) : bytes;
    },
  };
}
