import { useLayoutEffect } from 'preact/hooks';
import type { OpenResponse, OpenView } from '../../../app/index.ts';
import { labelText, type Page } from '../../../domain/form/state.ts';
import { written } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorSummary } from '../../parts/ErrorSummary.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { usePlain } from '../../questions/Words.tsx';
import { RepeatCards, Watched } from './later.ts';
import { NotSaved } from './NotSaved.tsx';
import { QuestionProgress } from './QuestionProgress.tsx';
import { Questions } from './Questions.tsx';
import { AnswersOnlyBar, SurveyBar } from './SurveyBar.tsx';
import { pageAfter } from './steps.ts';
import { useAnswering } from './useAnswering.ts';
import { useEnterKey } from './useEnterKey.ts';
import { usePaging } from './usePaging.ts';

export interface QuestionPageProps {
  open: OpenResponse;
  view: OpenView;
  page: Page;
  /** She came to change one answer and wants back to the others. */
  isFromReview: boolean;
  /** The phone is turned to the respondent: question and answers, nothing else. */
  isAnswersOnly: boolean;
  onAnswersOnly: (isOn: boolean) => void;
  onList: ((isList: boolean) => void) | undefined;
}

/** One question as the page's heading; Back and Next under the thumb. */
export function QuestionPage(props: QuestionPageProps) {
  const { open, view, page, isFromReview, isAnswersOnly, onAnswersOnly } = props;
  const { t } = useT();
  const answering = useAnswering(open, view, page);
  const plain = usePlain();
  const paging = usePaging(props, answering.mayLeave);
  useEnterKey(paging.next);
  // At once: a page that she leaves in the next moment is still where she goes on.
  useLayoutEffect(() => {
    if (open.current().draft.position !== page.path) void open.goTo(page.path);
  }, [open, page.path]);
  const isLast = answering.isMet && pageAfter(view.pages, page.path) === undefined;
  const nextKey = isFromReview
    ? 'common:action.done'
    : isLast
      ? 'collector:survey.finish'
      : 'common:action.next';
  return (
    <Screen
      title={plain(labelText(open.form, view.state, headingOf(open, page), view.draft.language, page.path))}
      heading="own"
      // With the bar goes the button that had the focus: the heading takes it.
      pageKey={isAnswersOnly ? `${page.path} alone` : page.path}
      troubled={answering.problems.length > 0}
      actions={
        isAnswersOnly ? (
          <AnswersOnlyBar onShowAll={() => onAnswersOnly(false)} />
        ) : (
          <SurveyBar open={open} onAnswersOnly={() => onAnswersOnly(true)} onList={props.onList} />
        )
      }
      bottom={
        <>
          {!isAnswersOnly && (
            <Button icon="chevron-left" onClick={paging.back}>
              {t('common:action.back')}
            </Button>
          )}
          <Button kind="primary" iconEnd="chevron-right" onClick={paging.next}>
            {t(nextKey)}
          </Button>
        </>
      }
    >
      <ErrorSummary problems={answering.problems} attempt={answering.attempt} />
      {!isAnswersOnly && <QuestionProgress {...props} hasAnswered={answering.hasAnswered} />}
      <div
        class={isAnswersOnly ? 'stack-large survey-answers-only' : 'stack-large'}
        {...written(view.draft.language)}
      >
        {page.isRepeat ? (
          <RepeatCards {...props} />
        ) : (
          <Questions {...props} answering={answering} onNext={paging.next} />
        )}
      </div>
      {open.watched && page === view.pages[0] && <Watched watched={open.watched} />}
      {view.saving === 'failed' && <NotSaved view={view} onRetry={answering.saveAgain} />}
    </Screen>
  );
}

const headingOf = (open: OpenResponse, page: Page) => open.form.questions.get(page.path)?.row.label;
