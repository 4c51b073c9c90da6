import { useRef, useState } from 'preact/hooks';
import type { OpenResponse, OpenView } from '../../../app/index.ts';
import type { Answer } from '../../../domain/answer.ts';
import { answerAt, labelText, type Page, type Problem, problems } from '../../../domain/form/state.ts';
import { questionId } from '../../questions/ids.ts';
import { problemText } from '../../questions/problemText.ts';
import { usePlain } from '../../questions/Words.tsx';

export type Answering = ReturnType<typeof useAnswering>;

/** Answers of one page: given at once, "saved" only when the phone says so, problems only when she wants to go on. */
export function useAnswering(open: OpenResponse, view: OpenView, page: Page) {
  const lastSave = useRef<Promise<unknown>>(Promise.resolve());
  const [savedOn, setSavedOn] = useState<string | null>(null);
  const [triedOn, setTriedOn] = useState<{ page: string; problems: readonly Problem[] } | null>(null);

  const plain = usePlain();
  const now = problems(open.form, view.state, page.questions);
  const tried = triedOn?.page === page.path ? triedOn.problems : [];
  // What she tried with and has not mended. A half typed answer has another problem, which nobody speaks of yet.
  const listed = now
    .filter(({ path, why }) => tried.some((problem) => problem.path === path && problem.why === why))
    .map((problem) => ({ id: questionId(problem.path), text: plain(sentence(open, view, problem)) }));

  const track = <T>(save: Promise<T>): Promise<T> => {
    lastSave.current = save.then(() => setSavedOn(page.path));
    return save;
  };

  return {
    /** Nothing keeps her here; what comes after an unanswered question is not known yet. */
    isMet: now.length === 0,
    hasAnswered: savedOn === page.path,
    problems: listed,
    attempt: triedOn,
    problemAt: (id: string) => listed.find((problem) => problem.id === id)?.text,
    answer: (path: string, value: Answer | undefined) => void track(open.answer(path, value)),
    addFile: (path: string, file: Blob) => track(open.addFile(path, file)),
    addPhoto: (path: string, file: Blob) => track(open.addPhoto(path, file)),
    saveAgain(): void {
      const path = page.questions[0];
      if (path !== undefined) void track(open.answer(path, answerAt(open.current().state.answers, path)));
    },
    /** Waits until all is on the phone, then tells whether nothing keeps her on this page. */
    async mayLeave(): Promise<boolean> {
      await lastSave.current;
      const { saving, state } = open.current();
      if (saving === 'failed') return false;
      const found = problems(open.form, state, page.questions);
      setTriedOn({ page: page.path, problems: found });
      return found.length === 0;
    },
  };
}

function sentence(open: OpenResponse, view: OpenView, problem: Problem): string {
  const question = open.form.questions.get(problem.path);
  const text = (translated: Parameters<typeof labelText>[2]) =>
    labelText(open.form, view.state, translated, view.draft.language, problem.path);
  if (question === undefined) return '';
  return problemText(problem, question, answerAt(view.state.answers, problem.path), text);
}
