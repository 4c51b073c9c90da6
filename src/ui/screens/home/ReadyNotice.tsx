import type { Counts } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useTry } from '../../parts/useTry.ts';
import { missingKeys } from './steps.ts';

/** The one line that must be true: she leaves the network because of it. */
export function ReadyNotice({ counts }: { counts: Counts | undefined }) {
  const work = useWork();
  const { t, trouble } = useT();
  const readiness = useLive(() => work.readiness(), [work]);
  const sync = useLive(() => work.sync(), [work]);
  const { isTrying, triedAt, begin } = useTry();
  if (readiness === undefined || counts === undefined) {
    return <div class="home-notice-room" aria-hidden="true" />;
  }
  if (readiness.isReady) {
    return (
      <Notice tone="ready" title={t('collector:home.ready')} live="polite">
        {/* On a small screen what she has begun already needs the room. */}
        {counts.drafts === 0 ? t('collector:home.readyText') : undefined}
      </Notice>
    );
  }
  const isWaitingForServer = readiness.missing.some((what) => what !== 'app');
  const isBusy = isTrying || (sync !== undefined && sync.phase !== 'idle');
  const receive = (
    <Button icon="refresh-cw" busy={isBusy} onClick={() => begin(() => work.sendNow())}>
      {t(isBusy ? 'collector:home.receiving' : 'collector:home.receive')}
    </Button>
  );
  return (
    <Notice
      tone="attention"
      icon="download"
      title={t('collector:home.notReady')}
      live="polite"
      actions={isWaitingForServer ? receive : undefined}
    >
      {missingKeys(readiness).map((key) => (
        <p key={key}>{t(key)}</p>
      ))}
      <p>{t('collector:home.stay')}</p>
      {triedAt && !isBusy && sync?.trouble && <p>{trouble(sync.trouble.why, sync.trouble.words)}</p>}
    </Notice>
  );
}
