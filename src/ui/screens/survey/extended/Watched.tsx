import type { OpenResponse } from '../../../../app/index.ts';
import { useT } from '../../../language.ts';
import { Notice } from '../../../parts/Notice.tsx';

/** What is recorded though nobody is asked for it: who answers has a right to hear of it before she does. */
export function Watched({ watched = [] }: Pick<OpenResponse, 'watched'>) {
  const { t } = useT();
  return (
    <Notice tone="info" title={t('more:watched.title')}>
      {watched.map((what) => (
        <p key={what}>{t(`more:watched.${what}`)}</p>
      ))}
    </Notice>
  );
}
