import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Trouble } from '../../../domain/result.ts';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';

/** What practice is, the way in and out of it, and the way to be rid of what was practised. */
export function Practice() {
  const work = useWork();
  const { t } = useT();
  return (
    <Screen title={t('more:practice.title')} heading="page" back="/">
      <p>{t('more:practice.text')}</p>
      <p>{t('more:practice.safe')}</p>
      <p>{t('more:practice.tab')}</p>
      {work.isPractice ? <p>{t('more:practice.endText')}</p> : <Begin />}
      <Wipe />
    </Screen>
  );
}

function Begin() {
  const app = useApp();
  const { t, trouble } = useT();
  const { route } = useLocation();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Trouble | null>(null);
  const begin = async () => {
    setBusy(true);
    const begun = await app.practice.begin();
    setBusy(false);
    if (begun.ok) route('/');
    else setRefusal(begun);
  };
  return (
    <>
      {refusal && <Notice tone="trouble" title={trouble(refusal.why, refusal.words)} live="assertive" />}
      <Button kind="primary" icon="lightbulb" full busy={isBusy} onClick={() => void begin()}>
        {t('more:practice.begin')}
      </Button>
    </>
  );
}

/** Asked once more, since it deletes. */
function Wipe() {
  const app = useApp();
  const { t, trouble } = useT();
  const [isAsked, setAsked] = useState(false);
  const [outcome, setOutcome] = useState<Awaited<ReturnType<typeof app.practice.wipe>> | null>(null);
  const wipe = async () => {
    setAsked(false);
    setOutcome(await app.practice.wipe());
  };
  return (
    <>
      {outcome?.ok === true && <Notice tone="ready" title={t('more:practice.wiped')} live="polite" />}
      {outcome?.ok === false && (
        <Notice tone="trouble" title={trouble(outcome.why, outcome.words)} live="assertive" />
      )}
      <Button kind="quiet" icon="trash" onClick={() => setAsked(true)}>
        {t('more:practice.wipe')}
      </Button>
      <Dialog
        title={t('more:practice.wipeTitle')}
        open={isAsked}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button onClick={() => setAsked(false)}>{t('more:practice.keep')}</Button>
            <Button kind="danger" icon="trash" onClick={() => void wipe()}>
              {t('more:practice.wipe')}
            </Button>
          </>
        }
      >
        <p>{t('more:practice.wipeText')}</p>
      </Dialog>
    </>
  );
}
