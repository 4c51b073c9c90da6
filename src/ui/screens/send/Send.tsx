import '../records/records.css';
import './send.css';
import { useState } from 'preact/hooks';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Readers } from '../home/Readers.tsx';
import { Corrections } from '../records/Corrections.tsx';
import { RecordCard } from '../records/RecordCard.tsx';
import { FileDialog } from './FileDialog.tsx';
import { Refused } from './Refused.tsx';
import { SendNotice } from './SendNotice.tsx';

/** What waits, what is happening with it, and two ways to bring it to the coordinator. */
export function Send() {
  const work = useWork();
  const { t, bytes, when } = useT();
  const sync = useLive(() => work.sync(), [work]);
  const thrift = useLive(() => work.thrift(), [work]);
  const campaign = useLive(() => work.campaign(), [work]);
  const [isFileOpen, setFileOpen] = useState(false);
  const isBusy = sync !== undefined && sync.phase !== 'idle';
  return (
    <Screen
      title={t('more:send.title')}
      back="/"
      bottom={
        <>
          <Button onClick={() => setFileOpen(true)}>{t('more:send.toFile')}</Button>
          <Button kind="primary" icon="send" busy={isBusy} onClick={() => void work.sendNow()}>
            {t(sync?.waiting === 0 ? 'more:send.receiveNow' : 'more:send.now')}
          </Button>
        </>
      }
    >
      {sync === undefined || thrift === undefined ? <Busy /> : <SendNotice sync={sync} thrift={thrift} />}
      <Corrections />
      <Refused />
      <Waiting />
      {sync && (
        <div class="send-facts">
          {sync.waitingBytes > 0 && <p>{t('more:send.total', { size: bytes(sync.waitingBytes) })}</p>}
          {sync.lastSuccessAt && <p>{t('more:send.lastSuccess', { time: when(sync.lastSuccessAt) })}</p>}
        </div>
      )}
      {campaign && <Readers campaign={campaign} />}
      <FileDialog open={isFileOpen} onClose={() => setFileOpen(false)} />
    </Screen>
  );
}

/** Everything that is not at the server yet, photos included, and what came back. */
function Waiting() {
  const work = useWork();
  const { t } = useT();
  const records = useLive(() => work.records(), [work]) ?? [];
  const waiting = records.filter((record) => record.state !== 'received' || record.filesWaiting > 0);
  if (waiting.length === 0) return null;
  return (
    <section>
      <h2 class="visually-hidden">{t('more:send.list')}</h2>
      <ul class="record-list">
        {waiting.map((record) => (
          <li key={record.id}>
            <RecordCard record={record} />
          </li>
        ))}
      </ul>
    </section>
  );
}
