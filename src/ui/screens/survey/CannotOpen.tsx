import type { OpenWhy } from '../../../app/index.ts';
import type { Trouble } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';

/** Why a draft cannot be taken in hand, and where its record is if it was finished meanwhile. */
export function CannotOpen({ id, trouble: why }: { id: string; trouble: Trouble<OpenWhy> }) {
  const { t, trouble } = useT();
  return (
    <Screen title={t('collector:survey.cannotOpen')} back="/">
      <Notice tone="attention" title={trouble(why.why, why.words)} />
      {why.why === 'gone' && <Button href={`/record/${id}`}>{t('collector:done.look')}</Button>}
      {why.why === 'form-missing' && <Button href="/send">{t('collector:home.goTo.send')}</Button>}
      <Button kind="primary" href="/">
        {t('collector:lost.home')}
      </Button>
    </Screen>
  );
}
