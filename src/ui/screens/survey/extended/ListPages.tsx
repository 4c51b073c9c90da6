import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';
import { labelText, type Page } from '../../../../domain/form/state.ts';
import { Sparse } from '../../../parts/Sparse.tsx';
import { Words } from '../../../questions/Words.tsx';
import { type Chunk, chunksOf } from './chunks.ts';
import { ListQuestion } from './ListQuestion.tsx';
import { RepeatCards } from './RepeatCards.tsx';
import { isSame, useShown } from './useShown.ts';

/** Where the list begins, when its address names a page. */
export const ANCHOR = 'survey-anchor';

const PAGE_PX = 260;

/** Elements that were made before: the very same element is not looked into again. */
type Keep = (key: string, shows: readonly unknown[], make: () => VNode) => VNode;

function useKept(): Keep {
  const kept = useRef(new Map<string, { shows: readonly unknown[]; element: VNode }>());
  return (key, shows, make) => {
    const known = kept.current.get(key);
    if (known !== undefined && isSame(known.shows, shows)) return known.element;
    const element = make();
    kept.current.set(key, { shows, element });
    return element;
  };
}

/** Pages that were here before, in place of others that ask the same. */
function useSteady(): (pages: readonly Page[]) => Page[] {
  const known = useRef(new Map<string, Page>());
  return (pages) =>
    pages.map((page) => {
      const old = known.current.get(page.path);
      // Without a repeat, a page that applies whole is the very same after each answer.
      if (old === page || (old && isSame(old.questions, page.questions))) return old;
      known.current.set(page.path, page);
      return page;
    });
}

/** Every page that applies. What an answer changes on its pages their questions see themselves. */
export function ListPages({ open, at }: { open: OpenResponse; at?: string | undefined }) {
  const steady = useSteady();
  const pages = steady(useShown(open, ({ pages }) => steady(pages)).pages);
  const keep = useKept();
  const drawPage = (page: Page) =>
    keep(`page ${page.path}`, [open, page], () => <ListPage key={page.path} open={open} page={page} />);
  const drawChunk = ({ key, pages }: Chunk, index: number) => {
    const isAt = at !== undefined && pages.some(({ path }) => path === at);
    return keep(`chunk ${key}`, [open, isAt, ...pages], () => (
      <div class="survey-chunk" key={key} id={isAt ? ANCHOR : undefined}>
        <Sparse estimatePx={pages.length * PAGE_PX} first={index === 0}>
          {() => pages.map(drawPage)}
        </Sparse>
      </div>
    ));
  };
  return <>{chunksOf(pages).map(drawChunk)}</>;
}

interface ListPageProps {
  open: OpenResponse;
  page: Page;
}

function ListPage({ open, page }: ListPageProps) {
  if (page.isRepeat) return <ListRepeat open={open} page={page} />;
  return (
    <section class="survey-page">
      {!page.questions.includes(page.path) && <GroupName open={open} page={page} />}
      {page.questions.map((path) => (
        <ListQuestion key={path} open={open} path={path} />
      ))}
    </section>
  );
}

/** Its cards tell of many answers. */
function ListRepeat({ open, page }: ListPageProps) {
  const view = useShown(open, ({ state, draft }) => [state, draft.language]);
  return <RepeatCards open={open} view={view} page={page} />;
}

function GroupName({ open, page: { path } }: ListPageProps) {
  const name = ({ state, draft }: OpenView): string =>
    labelText(open.form, state, open.form.questions.get(path)?.row.label, draft.language, path);
  const words = name(useShown(open, (view) => [name(view)]));
  return words === '' ? null : (
    <h2>
      <Words text={words} />
    </h2>
  );
}
