import { ok } from '../domain/result.ts';
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
    return ok({ ...opened.value, form, ...(await lastSavedOf(parts, document.definition, own)) });
  };
}
