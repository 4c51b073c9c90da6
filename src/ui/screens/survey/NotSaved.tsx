import type { OpenView } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';

/** Her answer is on the screen but not on the phone: she must know before she closes it. */
export function NotSaved({ view, onRetry }: { view: OpenView; onRetry: () => void }) {
  const { t, trouble } = useT();
  return (
    <Notice
      tone="trouble"
      title={t('collector:survey.notSaved')}
      live="assertive"
      actions={
        <Button icon="refresh-cw" onClick={onRetry}>
          {t('common:action.retry')}
        </Button>
      }
    >
      {trouble(view.trouble?.why ?? 'storage-failed', view.trouble?.words)}
    </Notice>
  );
}
