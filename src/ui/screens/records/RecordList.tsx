import './records.css';
import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso/router';
import type { RecordState } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import type { IconName } from '../../parts/icons.ts';
import { Screen } from '../../parts/Screen.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { AgainOutcome } from './AgainOutcome.tsx';
import { Corrections } from './Corrections.tsx';
import { RecordCard } from './RecordCard.tsx';
import { type Again, useAgain, useHeld } from './useAgain.ts';

const ICONS = {
  phone: 'smartphone',
  received: 'circle-check',
  attention: 'triangle-alert',
} as const satisfies Record<RecordState, IconName>;
const STATES = ['phone', 'received', 'attention'] as const;
const EMPTY = { phone: 'emptyPhone', received: 'emptyReceived', attention: 'emptyAttention' } as const;

/** More than this at once makes a cheap phone stutter. */
const PAGE_SIZE = 40;

/** Everything she has finished, one by one, by the three states. */
export function RecordList() {
  const { params } = useRoute();
  const { route } = useLocation();
  const { t } = useT();
  const state = STATES.find((one) => one === params['state']) ?? 'phone';
  const again = useAgain();
  return (
    <Screen title={t('more:list.title')} back="/">
      <Segmented
        label={t('more:list.tabs')}
        options={STATES.map((value) => ({ value, label: t(`more:list.${value}`) }))}
        value={state}
        onChange={(value) => route(`/list/${value}`, true)}
      />
      <Corrections />
      <AgainOutcome again={again} />
      <Records key={state} state={state} again={again} />
    </Screen>
  );
}

function Records({ state, again }: { state: RecordState; again: Again }) {
  const work = useWork();
  const { t, number } = useT();
  const records = useHeld(
    useLive(() => work.records(state), [work, state]),
    again,
  );
  const [shownMax, setShownMax] = useState(PAGE_SIZE);
  if (records === undefined) return <Busy />;
  if (records.length === 0) {
    return (
      <EmptyState icon={ICONS[state]} title={t(`more:list.${EMPTY[state]}`)}>
        {t(`more:list.${EMPTY[state]}Text`)}
      </EmptyState>
    );
  }
  const count = Math.min(PAGE_SIZE, records.length - shownMax);
  return (
    <>
      <ul class="record-list">
        {records.slice(0, shownMax).map((record) => (
          <li key={record.id}>
            <RecordCard record={record} again={again} />
          </li>
        ))}
      </ul>
      {count > 0 && (
        <Button full icon="chevron-down" onClick={() => setShownMax(shownMax + PAGE_SIZE)}>
          {t('more:list.more', { count, n: number(count) })}
        </Button>
      )}
    </>
  );
}
