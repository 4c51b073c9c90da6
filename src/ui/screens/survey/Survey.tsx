import './survey.css';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso/router';
import type { OpenResponse } from '../../../app/index.ts';
import type { ResponseId } from '../../../domain/ids.ts';
import { signal } from '../../../domain/signal.ts';
import { useT } from '../../language.ts';
import { moreScreen } from '../../lazyScreen.tsx';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { ListSurvey } from './later.ts';
import { QuestionPage } from './QuestionPage.tsx';
import { pageAddress, pageToShow, spokenLanguage } from './steps.ts';
import { useOpenResponse } from './useOpenResponse.ts';
import { beginWay } from './way.ts';

// What comes after the last question is not needed to ask the first.
const Review = moreScreen(async () => (await import('./Review.tsx')).Review);
const CannotOpen = moreScreen(async () => (await import('./CannotOpen.tsx')).CannotOpen);
const Done = moreScreen(async () => (await import('./Done.tsx')).Done);

/** `/survey/:id` its questions, `/survey/:id/review` all answers, `/survey/:id/done` after it was finished. */
export function Survey() {
  const { params } = useRoute();
  const id = params['id'] as ResponseId;
  if (params['step'] === 'done') return <Done id={id} />;
  return <OpenSurvey key={id} id={id} step={params['step']} />;
}

function OpenSurvey({ id, step }: { id: ResponseId; step: string | undefined }) {
  const { t } = useT();
  const { opened, again } = useOpenResponse(id);
  useLayoutEffect(beginWay, []);
  if (opened === undefined) return <Busy label={t('collector:survey.opening')} />;
  if (!opened.ok) return <CannotOpen id={id} trouble={opened} onAgain={again} />;
  return <Pages open={opened.value} step={step} onAgain={again} />;
}

const NONE = signal(false);

interface PagesProps {
  open: OpenResponse;
  step: string | undefined;
  onAgain: () => void;
}

/** The open draft stays in hand while she moves between its pages and the review. */
function Pages({ open, step, onAgain }: PagesProps) {
  const { query, route } = useLocation();
  const saved = useLive(() => open.view, [open]) ?? open.current();
  const language = spokenLanguage(open.form, useT().language);
  useEffect(() => {
    if (saved.draft.language !== language) void open.setLanguage(language);
  }, [open, language]);
  const view = { ...saved, draft: { ...saved.draft, language } };
  // Kept over the pages: a person who answers by herself answers more than one question.
  const [isAnswersOnly, setAnswersOnly] = useState(false);
  const [isWide] = useState(() => matchMedia('(min-width: 60rem)').matches);
  const [isList, setList] = useState(isWide && !open.form.definition.style?.includes('pages'));
  const { id, subject } = view.draft;
  // An address is set right at once: after her next step it would take that back.
  useLayoutEffect(() => {
    if (subject === 'place') route(`/report/${id}`, true);
  }, [id, subject]);
  const page = pageToShow(view.pages, query['page'] ?? view.draft.position ?? undefined);
  const isAddressed = step === 'review' || page === undefined || query['page'] === page.path;
  useLayoutEffect(() => {
    // The address names what is shown, so that it can be opened again.
    if (!isAddressed && subject === 'survey') route(pageAddress(id, page.path), true);
  }, [isAddressed, page?.path]);
  const hasMore = useLive(() => open.files?.hasMore ?? NONE, [open]);
  useEffect(() => {
    // Nobody is interrupted in the midst of a word: then it is opened anew at the next page.
    if (hasMore && !document.activeElement?.matches('input,textarea')) onAgain();
  }, [hasMore, page?.path]);
  if (subject === 'place') return <Busy />;
  if (step === 'review' || page === undefined) return <Review open={open} view={view} />;
  const isFromReview = query['from'] === 'review';
  if (isList && !isFromReview)
    return <ListSurvey open={open} view={view} at={query['page']} onList={setList} />;
  return (
    <QuestionPage
      open={open}
      view={view}
      page={page}
      isFromReview={isFromReview}
      isAnswersOnly={isAnswersOnly}
      onAnswersOnly={setAnswersOnly}
      onList={isWide ? setList : undefined}
    />
  );
}
