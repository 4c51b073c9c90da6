import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';
import { choicesFor, isReadOnly, labelText, type Page, problems } from '../../../../domain/form/state.ts';
import { useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Screen } from '../../../parts/Screen.tsx';
import { Sparse } from '../../../parts/Sparse.tsx';
import { questionId } from '../../../questions/ids.ts';
import { problemText } from '../../../questions/problemText.ts';
import { OneQuestion } from '../Questions.tsx';
import { SurveyBar } from '../SurveyBar.tsx';
import { pageAddress, reviewAddress } from '../steps.ts';
import { stepOn } from '../way.ts';
import { RepeatCards } from './RepeatCards.tsx';
import { Watched } from './Watched.tsx';

export interface ListSurveyProps {
  open: OpenResponse;
  view: OpenView;
  /** Path of the page that the address names: there the list begins. */
  at: string | undefined;
  onList: (isList: boolean) => void;
}

/** Fewer would watch more borders than questions, more would draw what nobody sees. */
const PAGES_TOGETHER = 8;
const PAGE_PX = 260;

/** The whole survey on one page, for a large screen. Only what is near the screen is drawn. */
export function ListSurvey({ open, view, at, onList }: ListSurveyProps) {
  const { t } = useT();
  const { route } = useLocation();
  const { id, language } = view.draft;
  useEffect(() => {
    if (at !== undefined && at !== view.pages[0]?.path) document.getElementById(pageId(at))?.scrollIntoView();
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
      <ListPages open={open} view={view} />
    </Screen>
  );
}

/** Every page that applies, some at a time. */
export function ListPages({ open, view }: Pick<ListSurveyProps, 'open' | 'view'>) {
  return (
    <>
      {chunks(view.pages).map((pages, index) => (
        <div class="survey-chunk" key={pages[0]?.path}>
          {pages.map(({ path }) => (
            <span key={path} id={pageId(path)} class="survey-anchor" />
          ))}
          <Sparse estimatePx={pages.length * PAGE_PX} first={index === 0}>
            {() => pages.map((page) => <ListPage key={page.path} open={open} view={view} page={page} />)}
          </Sparse>
        </div>
      ))}
    </>
  );
}

const pageId = (path: string): string => `page-${questionId(path)}`;

const chunks = (pages: readonly Page[]): Page[][] =>
  Array.from({ length: Math.ceil(pages.length / PAGES_TOGETHER) }, (_, index) =>
    pages.slice(index * PAGES_TOGETHER, (index + 1) * PAGES_TOGETHER),
  );

interface ListPageProps {
  open: OpenResponse;
  view: OpenView;
  page: Page;
}

function ListPage({ open, view, page }: ListPageProps) {
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

/** Drawn again only when something that it shows has changed: an answer must not cost a look at all others. */
function ListQuestion({ open, view, path }: Omit<ListPageProps, 'page'> & { path: string }) {
  const { form } = open;
  const { state } = view;
  const { language } = view.draft;
  const [isLeft, setLeft] = useState(false);
  const question = form.questions.get(path);
  const text = (words: Parameters<typeof labelText>[2]) => labelText(form, state, words, language, path);
  const value = state.answers[path];
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
