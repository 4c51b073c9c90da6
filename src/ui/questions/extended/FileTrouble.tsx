import type { FileWhy } from '../../../app/index.ts';
import { written } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { Notice } from '../../parts/Notice.tsx';
import { isolated } from '../../translated.tsx';

/** A file of the form that this question needs and cannot use, with what to do: never a list that is just empty. */
export function FileTrouble({ name, why }: { name: string; why: FileWhy }) {
  const { title, how } = useWords(name, why);
  return (
    <Notice tone="attention" title={title}>
      {how}
    </Notice>
  );
}

/** The same of a picture or sound: one line, since the question can be answered without it. */
export function MissingFile({ name, why }: { name: string; why: string }) {
  const { title, how } = useWords(name, why);
  return (
    <p class="soft small" {...written(useT().language)}>
      {title} {how}
    </p>
  );
}

function useWords(name: string, why: string): { title: string; how: string } {
  const { t } = useT();
  const isBroken = why === 'file-damaged' || why === 'file-unreadable';
  const kind = why === 'file-not-added' ? 'notAdded' : isBroken ? 'broken' : 'missing';
  // Only the desk's try-out tells of a file that was not added; there the button is on the page.
  const button = kind === 'notAdded' ? t('xlsform:import.add') : '';
  return {
    title: t(`extended:attached.${kind}`, { name: isolated(name) }),
    how: t(`extended:attached.${kind}How`, { button }),
  };
}
