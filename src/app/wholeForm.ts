import { isFile } from '../domain/form/extended/tables.ts';
import { ok } from '../domain/result.ts';
import { caughtUp } from './caughtUp.ts';
import { withLists } from './entities.ts';
import { fileOpener } from './formFiles.ts';
import type { CompileForm, FormOpener } from './forms.ts';
import { lastSavedOf } from './lastSaved.ts';
import type { WorkParts } from './work.ts';

/** Opens forms that are more than plain: with the files that came with them, the lists of things as they are now, and last answers. */
export function wholeForms(parts: WorkParts, compile: CompileForm): FormOpener {
  const withFiles = fileOpener(parts, compile);
  return async (id, document, own) => {
    const opened = await withFiles(id, document);
    if (!opened.ok) return opened;
    const form = await withLists(parts.store, opened.value.form);
    const { files } = opened.value;
    const tables = (document.definition.files ?? []).flatMap(({ name }) => (isFile(name) ? name : []));
    const lacks = tables.filter((name) => files?.trouble(name) === 'file-missing');
    return ok({
      ...opened.value,
      form,
      lacks,
      caughtUp: (draft, clock) => caughtUp(form, draft, lacks, clock),
      ...(await lastSavedOf(parts, document.definition, own)),
    });
  };
}
