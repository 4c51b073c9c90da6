import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { RecordView, ResponseRow } from '../../../app/index.ts';
import type { Result } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useDesk } from './deskContext.ts';
import { NoteDialog } from './NoteDialog.tsx';
import { recordHref } from './ResponseTable.tsx';

type State = ResponseRow['state'];

/** The decision that stands, and the three that can be made. */
export function Review({ record }: { record: RecordView }) {
  const desk = useDesk();
  const { t, trouble } = useT();
  const [asking, setAsking] = useState<'hasIssues' | 'rejected' | null>(null);
  const [outcome, setOutcome] = useState<Result<void> | null>(null);
  const decide = async (state: State, note?: string) => {
    setAsking(null);
    setOutcome(await desk.review(record.id, state, note));
  };
  return (
    <section class="review">
      <h3 class="visually-hidden">{t('desk:review.title')}</h3>
      <Standing record={record} />
      <div class="review-actions">
        <Button kind="primary" icon="check" onClick={() => void decide('approved')}>
          {t('desk:review.approve')}
        </Button>
        <Button icon="undo" onClick={() => setAsking('hasIssues')}>
          {t('desk:review.hasIssues')}
        </Button>
        <Button kind="danger" icon="x" onClick={() => setAsking('rejected')}>
          {t('desk:review.reject')}
        </Button>
      </div>
      {outcome && (
        <Notice
          tone={outcome.ok ? 'ready' : 'trouble'}
          title={outcome.ok ? t('desk:review.saved') : trouble(outcome.why, outcome.words)}
          actions={outcome.ok ? <NextToDecide /> : undefined}
          live="polite"
        />
      )}
      <NoteDialog
        state={asking}
        onClose={() => setAsking(null)}
        onDecide={(note) => asking && void decide(asking, note)}
      />
    </section>
  );
}

function Standing({ record: { review } }: { record: RecordView }) {
  const { t, when } = useT();
  if (review === undefined) return null;
  return (
    <div class="review-standing">
      <p class="soft small">
        {t('desk:review.by', {
          name: `\u2068${review.reviewer}\u2069`,
          when: `\u2068${when(review.at)}\u2069`,
        })}
      </p>
      {review.note !== undefined && (
        <blockquote class="record-note" dir="auto">
          {review.note}
        </blockquote>
      )}
    </div>
  );
}

/** The newest response that nobody has decided on. */
function NextToDecide() {
  const desk = useDesk();
  const { route } = useLocation();
  const { t } = useT();
  const page = useLive(() => desk.responses({ state: 'received', limit: 1 }), [desk]);
  const next = page?.rows[0];
  if (page === undefined) return null;
  if (next === undefined) return <p>{t('desk:review.noneLeft')}</p>;
  return (
    <Button iconEnd="arrow-right" onClick={() => route(recordHref(next.id))}>
      {t('desk:review.next')}
    </Button>
  );
}
