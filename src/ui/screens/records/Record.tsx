import './records.css';
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso/router';
import type { RecordView } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { isolated, Said } from '../../translated.tsx';
import { AgainOutcome } from './AgainOutcome.tsx';
import { AttentionReason, useCorrect, useRecordActions } from './attention.tsx';
import { Corrections } from './Corrections.tsx';
import { recordForm, recordTitle } from './naming.ts';
import { RecordAnswers } from './RecordAnswers.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { type Again, useAgain, useHeld } from './useAgain.ts';

/** One record as it is on this phone: its state, why it needs her, what was answered. */
export function Record() {
  const { params } = useRoute();
  const work = useWork();
  const { t } = useT();
  const id = params['id'] ?? '';
  const again = useAgain();
  const record = useHeld(
    useLive(() => work.record(id), [work, id]),
    again,
  );
  if (record === undefined) return <Busy />;
  if (record === null) {
    return (
      <Screen title={t('more:record.gone')} heading="hidden" back="/list">
        <EmptyState
          icon="search"
          title={t('more:record.gone')}
          actions={
            <>
              <Button kind="primary" icon="list" href="/list">
                {t('collector:home.goTo.list')}
              </Button>
              <Button icon="send" href="/send">
                {t('collector:home.goTo.send')}
              </Button>
            </>
          }
        >
          {t('more:record.goneText')}
        </EmptyState>
      </Screen>
    );
  }
  return <Shown record={record} again={again} />;
}

interface RecordProps {
  record: RecordView;
  again: Again;
}

function Shown({ record, again }: RecordProps) {
  const { t, language } = useT();
  const { words, lang } = recordTitle(record, language);
  return (
    <Screen
      title={words}
      titleLang={lang === language ? undefined : lang}
      pageKey={record.id}
      back={`/list/${record.state}`}
    >
      {recordForm(record, language) && (
        <p class="soft">
          <Said text={record.title} />
        </p>
      )}
      <AgainOutcome again={again} />
      {record.state === 'attention' && <Attention record={record} again={again} />}
      {record.decision === 'rejected' && (
        <Notice tone="info" title={t('more:record.rejected')}>
          {record.note !== undefined && (
            <blockquote class="record-note" dir="auto">
              {record.note}
            </blockquote>
          )}
        </Notice>
      )}
      <RecordFacts record={record} />
      <Corrections of={record.id} />
      {record.conflicts.length > 0 && (
        <Notice tone="info" icon="git-compare" title={t('more:record.conflict')}>
          {t('more:record.conflictText')}
        </Notice>
      )}
      <RecordAnswers record={record} />
      {record.canCorrect && record.state !== 'attention' && <Correct record={record} />}
    </Screen>
  );
}

function Attention({ record, again }: RecordProps) {
  const { t } = useT();
  const { act, words, icon, isBusy, refusal } = useRecordActions(record, again);
  const canAct = record.trouble !== undefined || record.canCorrect;
  const asks = record.review && record.note !== undefined;
  return (
    <Notice
      tone="trouble"
      title={
        asks ? t('more:record.note', { name: isolated(record.review?.reviewer ?? '') }) : t('more:record.why')
      }
      actions={
        canAct ? (
          <Button kind="primary" icon={icon} busy={isBusy} onClick={act}>
            {words}
          </Button>
        ) : undefined
      }
    >
      <AttentionReason record={record} refusal={refusal} />
    </Notice>
  );
}

function Correct({ record }: { record: RecordView }) {
  const { t, trouble } = useT();
  const correct = useCorrect();
  const [why, setWhy] = useState<string | null>(null);
  return (
    <>
      {why !== null && <Notice tone="attention" title={trouble(why)} live="assertive" />}
      <Button icon="pencil" full onClick={() => void correct(record).then(setWhy)}>
        {t('more:record.correct')}
      </Button>
    </>
  );
}
