import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { StartWhy } from '../../../app/index.ts';
import type { Trouble } from '../../../domain/result.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useInstallFirst } from '../home/useInstallFirst.ts';
import { beginsHere } from './leftBehind.ts';

/** Makes the draft and gives way to it, so that going back leads to where she came from. */
export function StartReport() {
  const work = useWork();
  const { t, trouble, language } = useT();
  const { route } = useLocation();
  const [refusal, setRefusal] = useState<Trouble<StartWhy> | null>(null);
  const installsFirst = useInstallFirst();
  useEffect(() => {
    if (installsFirst === undefined) return;
    if (installsFirst) return route('/install?then=report', true);
    let isWanted = true;
    void work.startReport(language).then((begun) => {
      // She went back before the phone had answered.
      if (!isWanted) return begun.ok ? void work.discardDraft(begun.value) : undefined;
      if (!begun.ok) return setRefusal(begun);
      beginsHere(begun.value);
      route(`/report/${begun.value}`, true);
    });
    return () => {
      isWanted = false;
    };
  }, [work, installsFirst]);
  if (refusal === null) return <Busy />;
  return (
    <Screen title={t('report:cannotStart')} back="/">
      <Notice tone="attention" title={trouble(refusal.why, refusal.words)} />
      <Button href="/send">{t('collector:home.goTo.send')}</Button>
    </Screen>
  );
}
