import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { RecordSummary } from '../../../app/index.ts';
import type { ResponseId } from '../../../domain/ids.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import type { IconName } from '../../parts/icons.ts';
import type { Again } from './useAgain.ts';

/** In words: what the server refused, or what the coordinator decided. */
export function AttentionReason({ record, refusal }: { record: RecordSummary; refusal: string | null }) {
  const { t, trouble } = useT();
  return (
    <div class="record-reason">
      {record.trouble && <p>{trouble(record.trouble.why, record.trouble.words)}</p>}
      {record.isFileRefused && <p>{t('more:record.fileRefused')}</p>}
      {record.decision !== undefined && (
        <p>{t(record.decision === 'rejected' ? 'more:record.rejected' : 'more:record.sentBack')}</p>
      )}
      {record.note !== undefined && (
        <blockquote class="record-note" dir="auto">
          {record.note}
        </blockquote>
      )}
      <p role="status">{refusal}</p>
    </div>
  );
}

interface RecordAction {
  act: () => void;
  words: string;
  icon: IconName;
  isBusy: boolean;
  /** Why it could not be done; or that it was. */
  refusal: string | null;
}

/** The one thing to do about a record that needs attention: send again what was refused, correct what came back. */
export function useRecordActions(record: RecordSummary, again: Again): RecordAction {
  const { t, trouble, when } = useT();
  const correct = useCorrect();
  const [refusal, setRefusal] = useState<string | null>(null);
  if (record.trouble !== undefined) {
    const { isTrying, triedAt } = again.ids[0] === record.id ? again : NEVER;
    return {
      act: () => again.begin(record.id),
      words: t('more:record.retry'),
      icon: 'send',
      isBusy: isTrying,
      refusal: isTrying
        ? t('more:send.asking')
        : triedAt === undefined
          ? null
          : t('more:record.refusedAgain', { time: when(triedAt) }),
    };
  }
  const open = async () => {
    const why = await correct(record);
    if (why !== null) setRefusal(trouble(why));
  };
  return {
    act: () => void open(),
    words: t('more:record.correct'),
    icon: 'pencil',
    isBusy: false,
    refusal,
  };
}

const NEVER: Pick<Again, 'isTrying' | 'triedAt'> = { isTrying: false, triedAt: undefined };

/** Opens a correction where she can see all answers at once; else tells why it is not possible. */
export function useCorrect(): (record: Pick<RecordSummary, 'id' | 'subject'>) => Promise<string | null> {
  const work = useWork();
  const { route } = useLocation();
  return async ({ id, subject }) => {
    const draft = await work.correct(id as ResponseId);
    if (!draft.ok) return draft.why;
    route(subject === 'place' ? `/report/${draft.value}` : `/survey/${draft.value}/review`);
    return null;
  };
}
