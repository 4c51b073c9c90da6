import { useEffect } from 'preact/hooks';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { firstReceiveStep } from './steps.ts';

/** Right after the sign-in: nothing can be asked until campaign and forms are on the phone. */
export function FirstReceive() {
  const app = useApp();
  const work = useWork();
  const { t, trouble } = useT();
  const sync = useLive(() => work.sync(), [work]);
  const step = firstReceiveStep(sync);
  // In practice another tab has deleted it: it is copied again.
  const receive = () => void (work.isPractice ? app.practice.begin() : work.sendNow());
  // Asked once at arrival; what went wrong then is hers to ask again.
  // Of practice once only, since each beginning is another work.
  useEffect(receive, [work.isPractice || work]);
  const again = (
    <>
      <Button kind="primary" icon="refresh-cw" onClick={receive}>
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
      {step === 'receiving' && <Receiving done={sync?.done} total={sync?.total} />}
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

function Receiving({ done, total }: { done: number | undefined; total: number | undefined }) {
  const { t, number } = useT();
  const hasCount = done !== undefined && total !== undefined && total > 0;
  const label = hasCount
    ? t('collector:first.progress', { done: number(done), total: number(total) })
    : t('collector:first.starting');
  return (
    <>
      <p>{t('collector:first.text')}</p>
      <div class="first-receive" role="status">
        <Progress value={hasCount ? done : 0} max={hasCount ? total : 1} label={label} />
      </div>
    </>
  );
}
