import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { StartWhy } from '../../../app/index.ts';
import type { Trouble } from '../../../domain/result.ts';
import { loadNamespace } from '../../../language/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { hasDeclinedInstall, useInstallFirst } from './useInstallFirst.ts';

export interface StartSurvey {
  start: () => void;
  /** From the tap until the survey is there. */
  isStarting: boolean;
  refusal: Trouble<StartWhy> | null;
}

/** Starts a survey; on an iPhone outside the home screen, the first one only after the way there was shown. */
export function useStartSurvey(): StartSurvey {
  const work = useWork();
  const { language } = useT();
  const { route } = useLocation();
  const installsFirst = useInstallFirst();
  const [refusal, setRefusal] = useState<Trouble<StartWhy> | null>(null);
  const [isStarting, setStarting] = useState(false);
  const start = async (): Promise<void> => {
    if (installsFirst && !hasDeclinedInstall()) return route('/install?then=survey');
    setStarting(true);
    // The draft is on the phone before its first question is drawn.
    const begun = await work.startSurvey(language).catch((error: unknown) => {
      // A bug of ours must not leave her before a page that never comes.
      setStarting(false);
      throw error;
    });
    if (begun.ok) return route(`/survey/${begun.value}`);
    // What is wrong with a form is told in words that no first question needs.
    await loadNamespace('more').catch(() => undefined);
    setRefusal(begun);
    setStarting(false);
  };
  return { start: () => void start(), isStarting, refusal };
}
