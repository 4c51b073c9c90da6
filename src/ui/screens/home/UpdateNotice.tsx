import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';

/** Only here and never during a form: the new version reloads the page. */
export function UpdateNotice() {
  const app = useApp();
  const { t } = useT();
  return (
    <Notice
      tone="info"
      icon="sparkles"
      title={t('more:update.title')}
      live="polite"
      actions={<Button onClick={() => app.applyUpdate()}>{t('more:update.now')}</Button>}
    >
      {t('more:update.text')}
    </Notice>
  );
}
