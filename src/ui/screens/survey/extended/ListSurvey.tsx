import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';
import {
  answerAt,
  choicesFor,
  isReadOnly,
  labelText,
  type Page,
  problems,
} from '../../../../domain/form/state.ts';
import { useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Screen } from '../../../parts/Screen.tsx';
import { Sparse } from '../../../parts/Sparse.tsx';
import { problemText } from '../../../questions/problemText.ts';
import { OneQuestion } from '../Questions.tsx';
import { SurveyBar } from '../SurveyBar.tsx';
import { pageAddress, reviewAddress } from '../steps.ts';
import { stepOn } from '../way.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import { RepeatCards } from './RepeatCards.tsx';
import { Watched } from './Watched.tsx';

export interface ListSurveyProps {
  open: OpenResponse;
  view: OpenView;
  /** Path of the page that the address names: there the list begins. */
  at: string | undefined;
  onList: (isList: boolean) => void;
}

const PAGE_PX = 260;

/** The whole survey on one page, for a large screen. Only what is near the screen is drawn. */
export function ListSurvey({ open, view, at, onList }: ListSurveyProps) {
  const { t } = useT();
  const { route } = useLocation();
  const { id, language } = view.draft;
  useEffect(() => {
    if (at !== undefined && at !== view.pages[0]?.path) document.getElementById(ANCHOR)?.scrollIntoView();
  }, [at]);
  const review = () => stepOn(route, pageAddress(id, at ?? ''), reviewAddress(id));
  return (
    <Screen
      title={labelText(open.form, view.state, open.form.definition.title, language)}
      heading="page"
      actions={<SurveyBar open={open} view={view} isList onList={onList} />}
      bottom={
        <Button kind="primary" iconEnd="chevron-right" onClick={review}>
          {t('collector:survey.finish')}
        </Button>
      }
    >
      {open.watched && <Watched watched={open.watched} />}
      <ListPages open={open} pages={view.pages} at={at} />
    </Screen>
  );
}

/** Where the list begins, when its address names a page. */
const ANCHOR = 'survey-anchor';

interface Drawn {
  /** All that its element depends on. */
  readonly shows: string;
  readonly element: ComponentChildren;
}

interface ListPagesProps {
  open: OpenResponse;
  pages: readonly Page[];
  at?: string | undefined;
}

/**
 * Every page that applies. A chunk whose pages are the same stays the very same element, so that nobody looks into it:
 * what an answer changes on its pages they see themselves.
 */
export function ListPages({ open, pages, at }: ListPagesProps) {
  const drawn = useRef<ReadonlyMap<string, Drawn>>(new Map());
  const next = new Map<string, Drawn>();
  for (const [index, chunk] of chunksOf(pages).entries()) {
    const isAt = chunk.pages.some((page) => page.path === at);
    const shows = [isAt, ...chunk.pages.flatMap(({ path, questions }) => [path, ...questions])].join(' ');
    const known = drawn.current.get(chunk.key);
    const element = known?.shows === shows ? known.element : drawChunk(open, chunk, isAt, index === 0);
    next.set(chunk.key, { shows, element });
  }
  drawn.current = next;
  return <>{[...next.values()].map(({ element }) => element)}</>;
}

function drawChunk(open: OpenResponse, { key, pages }: Chunk, isAt: boolean, isFirst: boolean) {
  return (
    <div class="survey-chunk" key={key} id={isAt ? ANCHOR : undefined}>
      <Sparse estimatePx={pages.length * PAGE_PX} first={isFirst}>
        {() => pages.map((page) => <ListPage key={page.path} open={open} page={page} />)}
      </Sparse>
    </div>
  );
}

interface ListPageProps {
  open: OpenResponse;
  page: Page;
}

function ListPage({ open, page }: ListPageProps) {
  const view = useAnswers(open);
  if (page.isRepeat) return <RepeatCards open={open} view={view} page={page} />;
  const isGroup = !page.questions.includes(page.path);
  const name = isGroup ? open.form.questions.get(page.path)?.row.label : undefined;
  return (
    <section class="survey-page">
      {name !== undefined && (
        <h2>{labelText(open.form, view.state, name, view.draft.language, page.path)}</h2>
      )}
      {page.questions.map((path) => (
        <ListQuestion key={path} open={open} view={view} path={path} />
      ))}
    </section>
  );
}

/** The answers as they are now; that they were saved draws nothing again. */
function useAnswers(open: OpenResponse): OpenView {
  const [view, setView] = useState(open.current());
  useEffect(() => {
    const watch = open.view.subscribe((next) =>
      setView((last) =>
        last.state === next.state && last.draft.language === next.draft.language ? last : next,
      ),
    );
    return () => watch.unsubscribe();
  }, [open]);
  return view;
}

/** Drawn again only when something that it shows has changed: an answer must not cost a look at all others. */
function ListQuestion({ open, view, path }: { open: OpenResponse; view: OpenView; path: string }) {
  const { form } = open;
  const { state } = view;
  const { language } = view.draft;
  const [isLeft, setLeft] = useState(false);
  const question = form.questions.get(path);
  const text = (words: Parameters<typeof labelText>[2]) => labelText(form, state, words, language, path);
  const value = answerAt(state.answers, path);
  const [found] = isLeft && value !== undefined ? problems(form, state, [path]) : [];
  const problem =
    found === undefined || question === undefined ? undefined : problemText(found, question, value, text);
  const shown = [text(question?.row.label), text(question?.row.hint)].join('\n');
  const choices = choicesFor(form, state, path);
  const drawn = useMemo(() => {
    const answering = {
      answer: (at: string, answer: typeof value) => void open.answer(at, answer),
      addPhoto: (at: string, file: Blob) => open.addPhoto(at, file),
      addFile: (at: string, file: Blob) => open.addFile(at, file),
      problemAt: () => problem,
    };
    return <OneQuestion open={open} view={view} answering={answering} path={path} heading={2} />;
  }, [open, path, language, value, problem, shown, choices, isReadOnly(state, path)]);
  return <div onFocusOut={() => setLeft(true)}>{drawn}</div>;
}
