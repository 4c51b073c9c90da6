import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenResponse, OpenView, RecordView } from '../../../app/index.ts';
import type { Answer } from '../../../domain/answer.ts';
import type { CompiledForm } from '../../../domain/form/compile.ts';
import { type FormState, pages } from '../../../domain/form/state.ts';
import type { ResponseId } from '../../../domain/ids.ts';
import type { Trouble } from '../../../domain/result.ts';
import { useWork } from '../../context.tsx';

export interface MoreDetails {
  form: CompiledForm | null;
  state: FormState | null;
  /** Paths of the questions that the four taps did not ask, in the form's order. */
  questions: readonly string[];
  /** What was added is on the phone. */
  isSaved: boolean;
  isFinishing: boolean;
  refusal: Trouble | null;
  answer(path: string, value: Answer | undefined): void;
  /** Sends what was added. @returns false when the phone could not keep it */
  finish(): Promise<boolean>;
}

const ASKED_BEFORE = new Set(['mode', 'valence', 'kind', 'photo', 'place']);

/** Details of a finished report. The first one begins a correction; without any there is nothing to send again. */
export function useDetails(id: ResponseId, record: RecordView | null): MoreDetails {
  const hand = useCorrection(id);
  const [isFinishing, setFinishing] = useState(false);
  const [refusal, setRefusal] = useState<Trouble | null>(null);
  const form = record?.form ?? null;
  const state = hand.view?.state ?? record?.formState ?? null;
  const questions = form === null || state === null ? [] : detailsOf(form, state);

  async function answer(path: string, value: Answer | undefined): Promise<void> {
    const begun = await hand.begin();
    if ('why' in begun) setRefusal(begun);
    else await begun.answer(path, value);
  }

  async function finish(): Promise<boolean> {
    const open = await hand.current();
    if (open === null) return true;
    setFinishing(true);
    const finished = await open.finalize();
    setFinishing(false);
    if (!finished.ok) setRefusal(finished);
    return finished.ok;
  }

  return {
    form,
    state,
    questions,
    isSaved: hand.view?.saving === 'saved',
    isFinishing,
    refusal: refusal ?? (hand.view?.saving === 'failed' ? (hand.view.trouble ?? null) : null),
    answer: (path, value) => void answer(path, value),
    finish,
  };
}

const detailsOf = (form: CompiledForm, state: FormState): string[] =>
  pages(form, state)
    .flatMap((page) => page.questions)
    .filter((path) => !ASKED_BEFORE.has(path));

/** The correction of a report, made when it is first needed, or the one that a dead phone left behind. */
function useCorrection(id: ResponseId) {
  const work = useWork();
  const [view, setView] = useState<OpenView | null>(null);
  const opening = useRef<Promise<OpenResponse | Trouble | null>>(Promise.resolve(null));
  const stop = useRef<() => void>(() => undefined);
  const isGone = useRef(false);

  async function take(): Promise<OpenResponse | Trouble> {
    const opened = await work.open(id);
    if (!opened.ok) return opened;
    const watch = opened.value.view.subscribe(setView);
    const close = (): void => {
      watch.unsubscribe();
      void opened.value.close();
    };
    // She may have left while the phone was reading.
    if (isGone.current) close();
    stop.current = close;
    return opened.value;
  }
  async function makeAndTake(): Promise<OpenResponse | Trouble> {
    const made = await work.correct(id);
    return made.ok ? take() : made;
  }
  useEffect(() => {
    isGone.current = false;
    opening.current = take().then((found) => ('why' in found ? null : found));
    return () => {
      isGone.current = true;
      stop.current();
    };
  }, [work, id]);

  return {
    view,
    current: async (): Promise<OpenResponse | null> => {
      const found = await opening.current;
      return found === null || 'why' in found ? null : found;
    },
    /** Two quick answers make one correction: the second one waits for the first one's. */
    begin(): Promise<OpenResponse | Trouble> {
      const next = opening.current.then((found) =>
        found === null || 'why' in found ? makeAndTake() : found,
      );
      opening.current = next;
      return next;
    },
  };
}
