import { useT } from '../../language.ts';
import { Notice } from '../../parts/Notice.tsx';

/** On the first page of practice, where real work says that it is ready. */
export function Practising() {
  const { t } = useT();
  return (
    <Notice tone="info" icon="lightbulb" title={t('more:practice.here')}>
      {t('more:practice.neverText')}
    </Notice>
  );
}
