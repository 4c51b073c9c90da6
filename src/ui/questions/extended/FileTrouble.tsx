import type { FileWhy } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Notice } from '../../parts/Notice.tsx';
import { isolated } from '../../translated.tsx';

/** A file of the form that this question needs and cannot use, with what to do: never a list that is just empty. */
export function FileTrouble({ name, why }: { name: string; why: FileWhy }) {
  const { t } = useT();
  const kind = why === 'file-missing' ? 'missing' : 'broken';
  return (
    <Notice tone="attention" title={t(`extended:attached.${kind}`, { name: isolated(name) })}>
      {t(`extended:attached.${kind}How`)}
    </Notice>
  );
}
