import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';

/** Only here and never during a form: the new version reloads the page. */
export function UpdateNotice() {
  const app = useApp();
  const { t } = useT();
  const update = useLive(() => app.update, [app]);
  if (update?.isWaiting !== true) return null;
  return (
    <Notice
      tone="info"
      icon="sparkles"
      title={t('collector:home.update')}
      live="polite"
      actions={<Button onClick={() => app.applyUpdate()}>{t('collector:home.updateNow')}</Button>}
    >
      {t('collector:home.updateText')}
    </Notice>
  );
}
