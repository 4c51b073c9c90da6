import { useEffect } from 'preact/hooks';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useTry } from '../../parts/useTry.ts';
import { Received } from './Received.tsx';
import { firstReceiveStep } from './steps.ts';

/** Right after the sign-in: nothing can be asked until campaign and forms are on the phone. */
export function FirstReceive() {
  const app = useApp();
  const work = useWork();
  const { t, trouble } = useT();
  const sync = useLive(() => work.sync(), [work]);
  const { isTrying, begin } = useTry();
  // In practice another tab has deleted it: it is copied again.
  const receive = (): Promise<unknown> => (work.isPractice ? app.practice.begin() : work.sendNow());
  const step = isTrying ? 'receiving' : firstReceiveStep(sync);
  // Asked once at arrival; what went wrong then is hers to ask again.
  // Of practice once only, since each beginning is another work.
  useEffect(() => void receive(), [work.isPractice || work]);
  const again = (
    <>
      <Button kind="primary" icon="refresh-cw" onClick={() => begin(receive)}>
        {t('common:action.retry')}
      </Button>
      <Button onClick={() => void app.signOut()}>{t('collector:first.signOut')}</Button>
    </>
  );
  return (
    <Screen
      title={t('collector:first.title')}
      heading={step === 'receiving' ? 'page' : 'hidden'}
      brand
      actions={<LanguageButton onChosen={(language) => void app.setLanguage(language)} />}
    >
      {step === 'receiving' && <Receiving {...sync} />}
      {step === 'stopped' && (
        <Notice tone="trouble" title={t('collector:first.stopped')} actions={again} live="assertive">
          {trouble(sync?.trouble?.why ?? 'unreachable', sync?.trouble?.words)}
        </Notice>
      )}
      {step === 'nothing' && (
        <Notice tone="attention" title={t('collector:first.none')} actions={again} live="polite">
          {t('collector:first.noneText')}
        </Notice>
      )}
    </Screen>
  );
}

function Receiving({ done = 0, total = 0 }: { done?: number; total?: number }) {
  const { t } = useT();
  return (
    <>
      <p>{t('collector:first.text')}</p>
      <div class="first-receive" role="status">
        {total > 0 ? (
          <Received done={done} total={total} />
        ) : (
          <Progress value={0} max={1} label={t('collector:first.starting')} />
        )}
      </div>
    </>
  );
}
