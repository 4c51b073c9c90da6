import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { LocationProvider } from 'preact-iso/router';
import type { FormPreview } from '../../../../app/index.ts';
import { labelText, type Page } from '../../../../domain/form/state.ts';
import { written } from '../../../../language/index.ts';
import { useWork, WorkContext } from '../../../context.tsx';
import { useT } from '../../../language.ts';
import { useLive } from '../../../live.ts';
import { Button } from '../../../parts/Button.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { Words } from '../../../questions/Words.tsx';
import { ListPages } from '../../survey/extended/ListPages.tsx';
import { RepeatCards } from '../../survey/extended/RepeatCards.tsx';
import { QuestionProgress } from '../../survey/QuestionProgress.tsx';
import { OneQuestion } from '../../survey/Questions.tsx';
import { pageAfter, pageBefore, pageToShow } from '../../survey/steps.ts';
import { useAnswering } from '../../survey/useAnswering.ts';

interface PreviewRunProps {
  preview: FormPreview;
  /** Of the form's words. */
  language: string;
  isList: boolean;
}

const END = '';

/**
 * The survey's own pages inside a frame. Their links and buttons lead through addresses: here to a page of the
 * preview, and the address of the desk stays.
 */
export function PreviewRun({ preview, language, isList }: PreviewRunProps) {
  const { open } = preview;
  const work = useWork();
  const saved = useLive(() => open.view, [open]) ?? open.current();
  const [asked, setAsked] = useState<string | undefined>(undefined);
  useEffect(() => void open.setLanguage(language), [open, language]);
  const view = { ...saved, draft: { ...saved.draft, language } };
  const room = useRef<HTMLDivElement>(null);
  const go = (path: string) => {
    setAsked(path);
    room.current?.scrollTo({ top: 0 });
  };
  const location = useMemo(() => frameLocation(go), []);
  const previewed = useMemo(() => ({ ...work, photo: preview.photo }), [work, preview]);
  const page = asked === END ? undefined : pageToShow(view.pages, asked);
  return (
    <LocationProvider.ctx.Provider value={location}>
      <WorkContext.Provider value={previewed}>
        {isList ? (
          <div class="preview-room" ref={room} {...written(language)}>
            <h3>
              <Words text={labelText(open.form, view.state, open.form.definition.title, language)} />
            </h3>
            <ListPages open={open} />
          </div>
        ) : page === undefined ? (
          <End onBack={() => go(view.pages.at(-1)?.path ?? END)} isEmpty={view.pages.length === 0} />
        ) : (
          <OnePage key={page.path} open={open} view={view} page={page} onGo={go} />
        )}
      </WorkContext.Provider>
    </LocationProvider.ctx.Provider>
  );
}

/** Every address with a `page` leads to that page; others lead nowhere. */
function frameLocation(go: (path: string) => void) {
  const route = (address: string): void => {
    const page = new URL(address, globalThis.location.origin).searchParams.get('page');
    if (page !== null) go(page);
  };
  const stay = (): void => undefined;
  return {
    url: '/desk/forms/import',
    path: '/desk/forms/import',
    query: {},
    route,
    back: stay,
    forward: stay,
  };
}

interface OnePageProps {
  open: FormPreview['open'];
  view: ReturnType<FormPreview['open']['current']>;
  page: Page;
  onGo: (path: string) => void;
}

function OnePage({ open, view, page, onGo }: OnePageProps) {
  const { t } = useT();
  const answering = useAnswering(open, view, page);
  const { language } = view.draft;
  const next = async () => {
    // The pages that follow may have changed with the answer.
    if (await answering.mayLeave()) onGo(pageAfter(open.current().pages, page.path)?.path ?? END);
  };
  const before = pageBefore(view.pages, page.path);
  const isGroup = !page.isRepeat && !page.questions.includes(page.path);
  return (
    <>
      <div class="preview-room">
        <QuestionProgress open={open} view={view} page={page} hasAnswered={false} />
        <div class="stack-large" {...written(language)}>
          {isGroup && (
            <h3 class="question-text">
              <Words
                text={labelText(
                  open.form,
                  view.state,
                  open.form.questions.get(page.path)?.row.label,
                  language,
                  page.path,
                )}
              />
            </h3>
          )}
          {page.isRepeat ? (
            <RepeatCards open={open} view={view} page={page} />
          ) : (
            page.questions.map((path) => (
              <OneQuestion key={path} open={open} view={view} answering={answering} path={path} heading={2} />
            ))
          )}
        </div>
      </div>
      <div class="preview-bar">
        <Button icon="chevron-left" disabled={before === undefined} onClick={() => onGo(before?.path ?? END)}>
          {t('common:action.back')}
        </Button>
        <Button kind="primary" iconEnd="chevron-right" onClick={() => void next()}>
          {t('common:action.next')}
        </Button>
      </div>
    </>
  );
}

function End({ onBack, isEmpty }: { onBack: () => void; isEmpty: boolean }) {
  const { t } = useT();
  if (isEmpty) return <EmptyState icon="clipboard-list" title={t('xlsform:preview.empty')} />;
  return (
    <>
      <div class="preview-room">
        <EmptyState icon="list-checks" title={t('xlsform:preview.end')}>
          {t('xlsform:preview.endText')}
        </EmptyState>
      </div>
      <div class="preview-bar">
        <Button icon="chevron-left" onClick={onBack}>
          {t('common:action.back')}
        </Button>
      </div>
    </>
  );
}
