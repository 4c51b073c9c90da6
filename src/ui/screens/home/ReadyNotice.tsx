import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { missingKeys } from './steps.ts';

/** The one line that must be true: she leaves the network because of it. */
export function ReadyNotice() {
  const work = useWork();
  const { t } = useT();
  const readiness = useLive(() => work.readiness(), [work]);
  if (readiness === undefined) return <div class="home-notice-room" aria-hidden="true" />;
  if (readiness.isReady) {
    return (
      <Notice tone="ready" title={t('collector:home.ready')} live="polite">
        {t('collector:home.readyText')}
      </Notice>
    );
  }
  const isWaitingForServer = readiness.missing.some((what) => what !== 'app');
  return (
    <Notice
      tone="attention"
      icon="download"
      title={t('collector:home.notReady')}
      live="polite"
      actions={isWaitingForServer ? <ReceiveButton /> : undefined}
    >
      {missingKeys(readiness).map((key) => (
        <p key={key}>{t(key)}</p>
      ))}
      <p>{t('collector:home.stay')}</p>
    </Notice>
  );
}

function ReceiveButton() {
  const work = useWork();
  const { t } = useT();
  const sync = useLive(() => work.sync(), [work]);
  const isBusy = sync !== undefined && sync.phase !== 'idle';
  return (
    <Button icon="refresh-cw" busy={isBusy} onClick={() => void work.sendNow()}>
      {t(isBusy ? 'collector:home.receiving' : 'collector:home.receive')}
    </Button>
  );
}
