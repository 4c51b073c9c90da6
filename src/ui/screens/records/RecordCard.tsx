import type { RecordSummary } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { isolated, Said } from '../../translated.tsx';
import { AttentionReason, useRecordActions } from './attention.tsx';
import { recordForm, recordName, waitingKey } from './naming.ts';
import { RecordName } from './RecordName.tsx';
import type { Again } from './useAgain.ts';

interface RecordCardProps {
  record: RecordSummary;
  again: Again;
}

/** One record in a list: what it is, where it is, how large, from when. */
export function RecordCard({ record, again }: RecordCardProps) {
  const { t, number, bytes, when, language } = useT();
  if (record.state === 'attention') return <AttentionCard record={record} again={again} />;
  const { photos, files, filesWaiting } = record;
  const parts = [t(`common:state.${record.state}`), bytes(record.bytes)];
  if (photos > 0) parts.push(t('more:list.photos', { count: photos, n: number(photos) }));
  if (files > 0) parts.push(t('more:list.files', { count: files, n: number(files) }));
  const form = recordForm(record, language);
  return (
    <Card
      href={`/record/${record.id}`}
      icon={record.state === 'phone' ? 'smartphone' : 'circle-check'}
      title={<RecordName record={record} />}
      text={
        <>
          {form !== undefined && (
            <span class="record-line">
              <Said text={record.title} />
            </span>
          )}
          <span class="record-line">{parts.map(isolated).join(t('common:separator'))}</span>
          {record.decision === 'rejected' && <b class="record-line">{t('more:record.rejected')}</b>}
          {record.state === 'received' && filesWaiting > 0 && (
            <span class="record-line">
              {t(waitingKey(record), { count: filesWaiting, n: number(filesWaiting) })}
            </span>
          )}
        </>
      }
      aside={<bdi>{when(record.finalizedAt)}</bdi>}
    />
  );
}

/** Says why, and offers what to do, without another tap. */
function AttentionCard({ record, again }: RecordCardProps) {
  const { t, when, language } = useT();
  const { act, words, icon, isBusy, refusal } = useRecordActions(record, again);
  return (
    <Card
      tone="attention"
      icon="triangle-alert"
      title={<RecordName record={record} />}
      text={recordForm(record, language) && <Said text={record.title} />}
      aside={<bdi>{when(record.finalizedAt)}</bdi>}
    >
      <AttentionReason record={record} refusal={refusal} />
      <div class="record-actions">
        <Button icon={icon} busy={isBusy} onClick={act}>
          {words}
        </Button>
        <Button
          kind="quiet"
          href={`/record/${record.id}`}
          label={`${t('common:action.open')}: ${recordName(record, language)}`}
        >
          {t('common:action.open')}
        </Button>
      </div>
    </Card>
  );
}
