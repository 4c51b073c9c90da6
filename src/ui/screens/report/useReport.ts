import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../app/index.ts';
import type { Answer, MediaReference } from '../../../domain/answer.ts';
import { choicesFor, labelText, type Problem } from '../../../domain/form/state.ts';
import { ok, type Result, type Trouble } from '../../../domain/result.ts';
import { useWork } from '../../context.tsx';
import { useLive } from '../../live.ts';
import { questionId } from '../../questions/ids.ts';
import { problemText } from '../../questions/problemText.ts';
import { usePlain } from '../../questions/Words.tsx';
import { PLACE, type PlaceInHand, usePlace } from './usePlace.ts';

export const KIND = 'kind';
const PHOTO = 'photo';

export interface ReportInHand {
  view: OpenView;
  inHand: PlaceInHand;
  kind: string | undefined;
  photo: MediaReference | undefined;
  isFinishing: boolean;
  problems: readonly { id: string; text: string }[];
  /** What the last try to finish it found; another value each time. */
  attempt: unknown;
  /** The phone could not save. */
  refusal: Trouble | null;
  answer(path: string, value: Answer): void;
  addPhoto(file: Blob): Promise<Result<void>>;
  removePhoto(): void;
  finish(): void;
  /** Back to the first page; an empty draft goes, any other stays. */
  leave(): void;
}

/** A report that is being made: its answers, its place, and the way out. */
export function useReport(open: OpenResponse): ReportInHand {
  const { route } = useLocation();
  const view = useLive(() => open.view, [open]) ?? open.current();
  const inHand = usePlace(open, view);
  const [isFinishing, setFinishing] = useState(false);
  const plain = usePlain();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [refusal, setRefusal] = useState<Trouble | null>(null);
  useTidying(open);
  const { answers } = view.state;

  async function answer(path: string, value: Answer): Promise<void> {
    await open.answer(path, value);
    await dropWrongKind(open);
    // The place of this moment belongs to the report: a phone that dies now is resumed elsewhere.
    await inHand.keep();
  }

  async function addPhoto(file: Blob): Promise<Result<void>> {
    const added = await open.addPhoto(PHOTO, file);
    await inHand.keep();
    return added.ok ? ok(undefined) : added;
  }

  async function finish(): Promise<void> {
    setFinishing(true);
    setRefusal(null);
    await inHand.keep();
    let finished = await open.finalize();
    // A place that the phone finds meanwhile is in time: its lack would be told no more, and Done seem to do nothing.
    if (!finished.ok && 'problems' in finished && (await inHand.keep())) finished = await open.finalize();
    setFinishing(false);
    if (finished.ok) return route(`/report/${finished.value}/more`, true);
    if ('problems' in finished) setProblems(finished.problems);
    else setRefusal(finished);
  }

  return {
    view,
    inHand,
    kind: textAt(answers[KIND]),
    photo: mediaAt(answers[PHOTO]),
    isFinishing,
    problems: stillOpen(problems, open, view, inHand).map(({ id, text }) => ({ id, text: plain(text) })),
    attempt: problems,
    refusal: refusal ?? (view.saving === 'failed' ? (view.trouble ?? null) : null),
    answer: (path, value) => void answer(path, value),
    addPhoto,
    removePhoto: () => void open.answer(PHOTO, undefined),
    finish: () => void finish(),
    // In place of it: going back again must not lead to a draft that may be gone.
    leave: () => route('/', true),
  };
}

/** A change of the mode may leave her with a kind that is no longer offered. */
async function dropWrongKind(open: OpenResponse): Promise<void> {
  const { state } = open.current();
  const kind = state.answers[KIND];
  if (kind === undefined || !open.form.questions.has(KIND)) return;
  const isOffered = choicesFor(open.form, state, KIND).some((choice) => choice.name === kind);
  if (!isOffered) await open.answer(KIND, undefined);
}

/** What she has mended since she tried is no longer said. */
function stillOpen(
  problems: readonly Problem[],
  open: OpenResponse,
  view: OpenView,
  inHand: PlaceInHand,
): { id: string; text: string }[] {
  const isOpen = ({ path }: Problem): boolean =>
    path === PLACE ? inHand.place === undefined : view.state.answers[path] === undefined;
  return problems.filter(isOpen).flatMap((problem) => {
    const question = open.form.questions.get(problem.path);
    if (question === undefined) return [];
    const text = problemText(problem, question, view.state.answers[problem.path], (translated) =>
      labelText(open.form, view.state, translated, view.draft.language),
    );
    return [{ id: questionId(problem.path), text }];
  });
}

/** Opening the screen makes a draft; one that she leaves without a choice would only lie about at home. */
function useTidying(open: OpenResponse): void {
  const work = useWork();
  useEffect(() => () => void work.leaveReport(open), [open]);
}

const textAt = (answer: Answer | undefined): string | undefined =>
  typeof answer === 'string' ? answer : undefined;
const mediaAt = (answer: Answer | undefined): MediaReference | undefined =>
  typeof answer === 'object' && 'widthPx' in answer ? (answer as MediaReference) : undefined;
