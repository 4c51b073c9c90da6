import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';

/** The page for sending, as it is in practice: there is nothing to send, and no file to carry. */
export function NeverSent() {
  const { t } = useT();
  return (
    <Screen title={t('more:send.title')} back="/">
      <Notice
        tone="info"
        icon="lightbulb"
        title={t('more:practice.never')}
        actions={<Button href="/list">{t('collector:home.goTo.list')}</Button>}
      >
        {t('more:practice.neverText')}
      </Notice>
    </Screen>
  );
}
