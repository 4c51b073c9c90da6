import type { Device } from '../device/index.ts';
import { isFile } from '../domain/form/extended/tables.ts';
import { ok } from '../domain/result.ts';
import { caughtUp } from './caughtUp.ts';
import { withLists } from './entities.ts';
import { fileOpener, NO_FILES, type OpenFiles } from './formFiles.ts';
import type { CompileForm, FormOpener } from './forms.ts';
import { lastSavedOf } from './lastSaved.ts';
import type { WorkParts } from './work.ts';

interface FormParts extends Pick<WorkParts, 'store' | 'account' | 'deviceId'> {
  readonly device: Pick<Device, 'digest'>;
}

/** Opens forms that are more than plain: with the files that came with them, the lists of things as they are now, and last answers. */
export function wholeForms(parts: FormParts, compile: CompileForm): FormOpener {
  const withFiles = fileOpener(parts, compile);
  return async (id, document, own) => {
    const opened = await withFiles(id, document);
    if (!opened.ok) return opened;
    const { form, lists } = await withLists(parts.store, opened.value.form);
    const files = withListsHere(opened.value.files, lists);
    const tables = (document.definition.files ?? []).flatMap(({ name }) => (isFile(name) ? name : []));
    const lacks = tables.filter((name) => files?.trouble(name) === 'file-missing');
    return ok({
      ...opened.value,
      ...(files && { files }),
      form,
      lacks,
      caughtUp: (draft, clock) => caughtUp(form, draft, lacks, clock),
      ...(await lastSavedOf(parts, document.definition, own)),
    });
  };
}

/** A list of things is on the phone without any file. */
function withListsHere(files: OpenFiles | undefined, lists: ReadonlySet<string>): OpenFiles | undefined {
  if (lists.size === 0) return files;
  const others = files ?? NO_FILES;
  return { ...others, trouble: (name) => (lists.has(name) ? undefined : others.trouble(name)) };
}
