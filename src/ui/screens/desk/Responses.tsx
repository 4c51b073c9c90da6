import './tables.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { DeskOverview, ResponseFilter, ResponsePage } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DeskScreen } from './DeskScreen.tsx';
import { useDesk } from './deskContext.ts';
import { Filters } from './Filters.tsx';
import { Pager } from './Pager.tsx';
import { RecordPane } from './RecordPane.tsx';
import { ResponseTable, recordHref } from './ResponseTable.tsx';

const PAGE_ROWS = 50;

/** Kept while she looks at another tab. */
let lastFilter: ResponseFilter = {};

/** The People page links to one collector's responses with `?collector=`. */
function startingFilter(): ResponseFilter {
  const collector = new URLSearchParams(window.location.search).get('collector');
  return collector === null ? lastFilter : { collector };
}

/** All responses, narrowed as she likes, with one of them open beside the list. */
export function Responses({ opened }: { opened?: string }) {
  const desk = useDesk();
  const { route } = useLocation();
  const [filter, setFilter] = useState(startingFilter);
  const overview = useLive(() => desk.overview(), [desk]);
  const page = useLive(() => desk.responses({ limit: PAGE_ROWS, ...filter }), [desk, JSON.stringify(filter)]);
  useFocusOnReturn(opened);
  const change = (next: ResponseFilter) => {
    lastFilter = next;
    setFilter(next);
  };
  return (
    <DeskScreen tab="responses">
      {overview !== undefined && overview.responses > 0 && (
        <Filters overview={overview} filter={filter} onChange={change} />
      )}
      <div class={opened === undefined ? 'desk-split' : 'desk-split desk-split-open'}>
        <div class="desk-list">
          {page === undefined || overview === undefined ? (
            <Busy />
          ) : (
            <List page={page} overview={overview} filter={filter} onChange={change} opened={opened} />
          )}
        </div>
        {overview?.responses !== 0 && <RecordPane opened={opened} onClose={() => route('/desk')} />}
      </div>
    </DeskScreen>
  );
}

/** Closing a response gives the focus back to its line, so that the arrow keys go on from there. */
function useFocusOnReturn(opened: string | undefined): void {
  const last = useRef(opened);
  useLayoutEffect(() => {
    const closed = opened === undefined ? last.current : undefined;
    last.current = opened;
    if (closed === undefined) return;
    document.querySelector<HTMLElement>(`.row-link[href="${recordHref(closed)}"]`)?.focus();
  }, [opened]);
}

interface ListProps {
  page: ResponsePage;
  overview: DeskOverview;
  filter: ResponseFilter;
  onChange: (filter: ResponseFilter) => void;
  opened: string | undefined;
}

function List({ page, overview, filter, onChange, opened }: ListProps) {
  const { t } = useT();
  if (overview.responses === 0) {
    return (
      <EmptyState icon="list" title={t('desk:responses.empty')}>
        {t('desk:responses.emptyText')}
      </EmptyState>
    );
  }
  if (page.total === 0) {
    return (
      <EmptyState
        icon="filter"
        title={t('desk:responses.none')}
        actions={<Button onClick={() => onChange({})}>{t('desk:responses.clear')}</Button>}
      >
        {t('desk:responses.noneText')}
      </EmptyState>
    );
  }
  return (
    <>
      <ResponseTable rows={page.rows} rounds={overview.rounds} opened={opened} />
      <Pager
        total={page.total}
        skip={filter.skip ?? 0}
        rows={PAGE_ROWS}
        onSkip={(skip) => onChange({ ...filter, skip })}
      />
    </>
  );
}
