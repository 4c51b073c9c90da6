import { useLayoutEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';
import { labelText } from '../../../../domain/form/state.ts';
import { useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Screen } from '../../../parts/Screen.tsx';
import { usePlain } from '../../../questions/Words.tsx';
import { NotSaved } from '../NotSaved.tsx';
import { SurveyBar } from '../SurveyBar.tsx';
import { pageAddress, reviewAddress } from '../steps.ts';
import { stepOn } from '../way.ts';
import { ANCHOR, ListPages } from './ListPages.tsx';
import { Watched } from './Watched.tsx';

export interface ListSurveyProps {
  open: OpenResponse;
  view: OpenView;
  /** Path of the page that the address names: there the list begins. */
  at: string | undefined;
  onList: (isList: boolean) => void;
}

/** The whole survey on one page, for a large screen. Only what is near the screen is drawn. */
export function ListSurvey({ open, view, at, onList }: ListSurveyProps) {
  const { t, language } = useT();
  const { route } = useLocation();
  const { id } = view.draft;
  useLayoutEffect(() => {
    if (at !== undefined && at !== view.pages[0]?.path) document.getElementById(ANCHOR)?.scrollIntoView();
  }, [at]);
  const title = usePlain()(labelText(open.form, view.state, open.form.definition.title, view.draft.language));
  const review = () => stepOn(route, pageAddress(id, at ?? ''), reviewAddress(id));
  // The same element as long as the frame is the same: what follows from an answer is seen to further in.
  const frame = useMemo(
    () => (
      <Screen
        title={title}
        heading="page"
        actions={<SurveyBar open={open} isList onList={onList} />}
        bottom={
          <Button kind="primary" iconEnd="chevron-right" onClick={review}>
            {t('collector:survey.finish')}
          </Button>
        }
      >
        {open.watched && <Watched watched={open.watched} />}
        <ListPages open={open} at={at} />
      </Screen>
    ),
    [open, title, at, language, route, onList],
  );
  return (
    <>
      {frame}
      {view.saving === 'failed' && (
        <div class="survey-not-saved">
          <NotSaved view={view} onRetry={() => void open.apply((state) => state)} />
        </div>
      )}
    </>
  );
}
