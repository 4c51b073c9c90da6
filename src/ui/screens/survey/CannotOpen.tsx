import type { OpenWhy } from '../../../app/index.ts';
import type { Trouble } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';

interface CannotOpenProps {
  id: string;
  trouble: Trouble<OpenWhy>;
  onAgain?: () => void;
}

const LASTING: readonly OpenWhy[] = ['gone', 'form-missing', 'form-invalid'];

/** Why a draft cannot be taken in hand, and where its record is if it was finished meanwhile. */
export function CannotOpen({ id, trouble: why, onAgain }: CannotOpenProps) {
  const { t, trouble } = useT();
  const isPassing = onAgain !== undefined && !LASTING.includes(why.why);
  return (
    <Screen title={t('collector:survey.cannotOpen')} back="/">
      <Notice tone="attention" title={trouble(why.why, why.words)} live="assertive" />
      {isPassing && (
        <Button kind="primary" icon="refresh-cw" onClick={onAgain}>
          {t('common:action.retry')}
        </Button>
      )}
      {why.why === 'gone' && <Button href={`/record/${id}`}>{t('more:done.look')}</Button>}
      {why.why === 'form-missing' && <Button href="/send">{t('collector:home.goTo.send')}</Button>}
      <Button kind={isPassing ? 'secondary' : 'primary'} href="/">
        {t('collector:lost.home')}
      </Button>
    </Screen>
  );
}
