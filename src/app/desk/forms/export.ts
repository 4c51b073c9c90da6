import type { FormDefinition } from '../../../domain/form/definition.ts';
import { ok, type Result, trouble } from '../../../domain/result.ts';
import { formFileBytes } from '../../formFiles.ts';
import { loaded } from '../../loaded.ts';
import { storedOfType } from '../../views/stored.ts';
import type { DeskParts } from '../index.ts';
import type { ExportedFile, ExportFormWhy } from '../types.ts';
import type { FormFormat } from './types.ts';
import { writtenForm } from './write.ts';

const CONTENT_TYPES: Readonly<Record<FormFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
};

/** A version of a form for a spreadsheet or for another collecting tool; an archive if it comes with files. */
export async function exportForm(
  parts: Pick<DeskParts, 'store' | 'device'>,
  id: string,
  format: FormFormat,
): Promise<Result<ExportedFile, ExportFormWhy>> {
  const form = await storedOfType(parts.store, id, 'form');
  if (form === undefined) return trouble('gone');
  const { definition } = form.body;
  const written = await writtenForm(definition, format);
  if (!written.ok) return written;
  const version = definition.version === '' ? form.body.hash.slice(0, 6) : definition.version;
  const name = `${definition.form_id}-${version.replace(/[^\w.-]+/g, '-')}`;
  const count = definition.survey.length;
  const file = { name: `${name}.${format}`, bytes: written.value };
  if ((definition.files ?? []).length > 0) {
    const packed = await withFiles(parts, definition, file);
    return packed.ok ? ok({ name: `${name}.zip`, count, ...packed.value }) : packed;
  }
  return ok({ name: file.name, blob: new Blob([file.bytes], { type: CONTENT_TYPES[format] }), count });
}

/** The form and its files as one archive, which the import here takes as it is. */
async function withFiles(
  parts: Pick<DeskParts, 'store' | 'device'>,
  { files = [] }: FormDefinition,
  form: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Result<{ blob: Blob; missing: readonly string[] }, 'not-loaded'>> {
  const code = await loaded(import('../../../exchange/odk/archive.ts'));
  if (!code.ok) return code;
  const archive = new code.value.Archive();
  archive.bytes(form.name, form.bytes);
  const missing: string[] = [];
  for (const file of files) {
    const bytes = await formFileBytes(parts, file);
    // What another device wrote leads into no other folder.
    if (bytes.ok) archive.bytes(`media/${file.name.replace(/.*[\\/]/, '')}`, new Uint8Array(bytes.value));
    else missing.push(file.name);
  }
  return ok({ blob: archive.end(), missing });
}
