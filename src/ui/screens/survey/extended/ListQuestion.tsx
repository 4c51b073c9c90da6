import { useState } from 'preact/hooks';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';
import type { Answer } from '../../../../domain/answer.ts';
import type { CompiledQuestion } from '../../../../domain/form/compile.ts';
import type { Translated } from '../../../../domain/form/definition.ts';
import {
  answerAt,
  choicesFor,
  isReadOnly,
  isRequired,
  labelText,
  problems,
} from '../../../../domain/form/state.ts';
import { problemText } from '../../../questions/problemText.ts';
import { CHOICES_SHOWN_MAX } from '../../../questions/registry.ts';
import { usePlain } from '../../../questions/Words.tsx';
import { OneQuestion } from '../Questions.tsx';
import { useShown } from './useShown.ts';

interface ListQuestionProps {
  open: OpenResponse;
  path: string;
}

/** One question of the list; what is wrong with its answer is said when she has left it. */
export function ListQuestion({ open, path }: ListQuestionProps) {
  const [isLeft, setLeft] = useState(false);
  const plain = usePlain();
  const question = open.form.questions.get(path);
  const problemIn = (view: OpenView) =>
    question !== undefined && isLeft ? plain(problemOf(open, view, path, question)) || undefined : undefined;
  const view = useShown(open, (next) => [...shownOf(open, next, path, question), problemIn(next)]);
  const answering = {
    answer: (at: string, answer: Answer | undefined) => void open.answer(at, answer),
    addPhoto: (at: string, file: Blob) => open.addPhoto(at, file),
    addFile: (at: string, file: Blob) => open.addFile(at, file),
    problemAt: () => problemIn(view),
  };
  return (
    <div onFocusOut={() => setLeft(true)}>
      <OneQuestion open={open} view={view} answering={answering} path={path} heading={2} />
    </div>
  );
}

/** All that a question shows of the answers, its own and those of others that its words name. */
function shownOf(
  { form }: OpenResponse,
  { state, draft }: OpenView,
  path: string,
  question: CompiledQuestion | undefined,
): unknown[] {
  const choices = choicesFor(form, state, path);
  const { label, hint, guidance_hint, media = {} } = question?.row ?? {};
  const words: (Translated | undefined)[] = [label, hint, guidance_hint, ...Object.values(media)];
  // Longer lists are drawn when they are opened.
  if (choices.length <= CHOICES_SHOWN_MAX) words.push(...choices.map((choice) => choice.label));
  return [
    answerAt(state.answers, path),
    draft.language,
    choices,
    isReadOnly(state, path),
    isRequired(state, path),
    ...words.map((text) => labelText(form, state, text, draft.language, path)),
  ];
}

function problemOf(
  { form }: OpenResponse,
  { state, draft }: OpenView,
  path: string,
  question: CompiledQuestion,
): string {
  const value = answerAt(state.answers, path);
  const [found] = value === undefined ? [] : problems(form, state, [path]);
  const text = (words: Translated | undefined) => labelText(form, state, words, draft.language, path);
  return found ? problemText(found, question, value, text) : '';
}
