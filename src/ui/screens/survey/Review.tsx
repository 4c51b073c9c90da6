import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { FinalizeResult, OpenResponse, OpenView } from '../../../app/index.ts';
import { answerAt, labelText } from '../../../domain/form/state.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorSummary } from '../../parts/ErrorSummary.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { questionId } from '../../questions/ids.ts';
import { problemText } from '../../questions/problemText.ts';
import { usePlain } from '../../questions/Words.tsx';
import { isolated } from '../../translated.tsx';
import { type AnswerSection, answerSections, countLines } from './answerSections.ts';
import { ChangeReason, REASON_ID } from './ChangeReason.tsx';
import { ReviewSection } from './ReviewSection.tsx';
import { SurveyBar } from './SurveyBar.tsx';
import { pageAddress, reviewAddress } from './steps.ts';
import { stepBack, stepOn } from './way.ts';

interface ReviewProps {
  open: OpenResponse;
  view: OpenView;
}

/** All answers once more, before they count as finished. */
export function Review({ open, view }: ReviewProps) {
  const { t, trouble } = useT();
  const { finish, isFinishing, failure } = useFinish(open, view);
  const { route } = useLocation();
  const sections = answerSections(open.form, view.state);
  const lacksReason = failure?.why === 'reason-missing';
  const plain = usePlain();
  const problems = failure === null ? [] : problemLinks(failure, open, view, plain);
  const links = lacksReason ? [{ id: REASON_ID, text: t('more:reason.missing') }] : problems;
  const here = reviewAddress(view.draft.id);
  const last = view.draft.position ?? view.pages.at(-1)?.path;
  const back = () => {
    if (last === undefined) route('/');
    else stepBack(route, here, pageAddress(view.draft.id, last));
  };
  const pageOf = (id: string) =>
    sections.flatMap(({ lines }) => lines).find(({ path }) => questionId(path) === id)?.page;
  return (
    <Screen
      title={t('more:review.title')}
      heading="page"
      troubled={links.length > 0}
      actions={<SurveyBar open={open} />}
      bottom={
        <>
          <Button onClick={back}>{t('common:action.back')}</Button>
          <Button kind="primary" busy={isFinishing} onClick={finish}>
            {t('more:review.finish')}
          </Button>
        </>
      }
    >
      <ErrorSummary
        problems={links}
        attempt={failure}
        onGo={
          lacksReason
            ? undefined
            : (id) => stepOn(route, here, pageAddress(view.draft.id, pageOf(id) ?? '', 'review'))
        }
      />
      {failure !== null && !lacksReason && problems.length === 0 && (
        <Notice tone="trouble" title={trouble(failure.why, failure.words)} live="assertive" />
      )}
      {sections.length === 0 ? (
        <EmptyState icon="clipboard-list" title={t('more:review.empty')} />
      ) : (
        <>
          {view.draft.corrects === null ? <p>{t('more:review.text')}</p> : <Correction id={view.draft.id} />}
          {open.reason && <ChangeReason reason={open.reason} isMissing={lacksReason} />}
          <Unanswered sections={sections} />
          {sections.map((section) => (
            <ReviewSection key={section.lines[0]?.path} {...{ open, view, section }} />
          ))}
        </>
      )}
    </Screen>
  );
}

type Failure = Exclude<FinalizeResult, { ok: true }>;

function useFinish(open: OpenResponse, view: OpenView) {
  const { route } = useLocation();
  const [isFinishing, setFinishing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const finish = async () => {
    setFailure(null);
    setFinishing(true);
    const result = await open.finalize();
    setFinishing(false);
    if (!result.ok) setFailure(result);
    // The draft is gone: the phone's Back key must not lead to it.
    else route(`/survey/${view.draft.id}/done`, true);
  };
  return { finish: () => void finish(), isFinishing, failure };
}

function problemLinks(
  failure: Failure,
  open: OpenResponse,
  view: OpenView,
  plain: (text: string) => string,
): { id: string; text: string }[] {
  if (!('problems' in failure)) return [];
  const text = (translated: Parameters<typeof labelText>[2]) =>
    labelText(open.form, view.state, translated, view.draft.language);
  return failure.problems.flatMap((problem) => {
    const question = open.form.questions.get(problem.path);
    if (question === undefined) return [];
    const sentence = problemText(problem, question, answerAt(view.state.answers, problem.path), text);
    return { id: questionId(problem.path), text: plain(`${text(question.row.label)} ${sentence}`) };
  });
}

function Unanswered({ sections }: { sections: readonly AnswerSection[] }) {
  const { t, number } = useT();
  const count = countLines(sections, 'open');
  if (count === 0) return null;
  return (
    <Notice tone="info" title={t('more:review.openCount', { count, n: number(count) })}>
      {t('more:review.openText')}
    </Notice>
  );
}

/** What the coordinator asks stands above the answers that it is about. */
function Correction({ id }: { id: string }) {
  const work = useWork();
  const { t } = useT();
  const record = useLive(() => work.record(id), [work, id]);
  if (record?.note === undefined) return <p>{t('more:review.correction')}</p>;
  return (
    <Notice
      tone="attention"
      icon="message-square"
      title={t('more:review.note', { name: isolated(record.review?.reviewer ?? '') })}
    >
      <p dir="auto">{record.note}</p>
    </Notice>
  );
}
