import { ok } from '../domain/result.ts';
import { fileOpener } from './formFiles.ts';
import type { CompileForm, FormOpener } from './forms.ts';
import { lastSavedOf } from './lastSaved.ts';
import type { WorkParts } from './work.ts';

/** Opens forms that are more than plain: with the files that came with them, and with last answers. */
export function wholeForms(parts: WorkParts, compile: CompileForm): FormOpener {
  const withFiles = fileOpener(parts, compile);
  return async (id, document, own) => {
    const opened = await withFiles(id, document);
    if (!opened.ok) return opened;
    return ok({ ...opened.value, ...(await lastSavedOf(parts, document.definition, own)) });
  };
}
