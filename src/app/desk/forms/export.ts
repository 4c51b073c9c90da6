import { ok, type Result, trouble } from '../../../domain/result.ts';
import { storedOfType } from '../../views/stored.ts';
import type { DeskParts } from '../index.ts';
import type { ExportedFile } from '../types.ts';
import type { FormFormat } from './types.ts';
import { writtenForm } from './write.ts';

const CONTENT_TYPES: Readonly<Record<FormFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
};

/** A version of a form for a spreadsheet or for another collecting tool. */
export async function exportForm(
  { store }: Pick<DeskParts, 'store'>,
  id: string,
  format: FormFormat,
): Promise<Result<ExportedFile>> {
  const form = await storedOfType(store, id, 'form');
  if (form === undefined) return trouble('gone');
  const { definition } = form.body;
  const written = await writtenForm(definition, format);
  if (!written.ok) return written;
  const version = definition.version === '' ? form.body.hash.slice(0, 6) : definition.version;
  return ok({
    name: `${definition.form_id}-${version.replace(/[^\w.-]+/g, '-')}.${format}`,
    blob: new Blob([written.value], { type: CONTENT_TYPES[format] }),
    count: definition.survey.length,
  });
}
