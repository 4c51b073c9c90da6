import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';

/** An address that leads nowhere. */
export function Lost() {
  const { t } = useT();
  return (
    <Screen title={t('collector:lost.title')} back="/">
      <EmptyState
        icon="circle-help"
        title={t('collector:lost.title')}
        actions={<Button href="/">{t('collector:lost.home')}</Button>}
      >
        {t('collector:lost.text')}
      </EmptyState>
    </Screen>
  );
}
