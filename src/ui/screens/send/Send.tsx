import '../records/records.css';
import './send.css';
import { useState } from 'preact/hooks';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useTry } from '../../parts/useTry.ts';
import { Readers } from '../home/Readers.tsx';
import { AgainOutcome } from '../records/AgainOutcome.tsx';
import { Corrections } from '../records/Corrections.tsx';
import { RecordCard } from '../records/RecordCard.tsx';
import { useAgain, useHeld } from '../records/useAgain.ts';
import { FileDialog } from './FileDialog.tsx';
import { Refused } from './Refused.tsx';
import { SendNotice } from './SendNotice.tsx';
import { PasswordDialog } from './SignInAgain.tsx';
import { lastEnd, needsSignIn } from './sendState.ts';

/** What waits, what is happening with it, and two ways to bring it to the coordinator. */
export function Send() {
  const work = useWork();
  const { t, bytes, when } = useT();
  const sync = useLive(() => work.sync(), [work]);
  const thrift = useLive(() => work.thrift(), [work]);
  const campaign = useLive(() => work.campaign(), [work]);
  const [opened, setOpened] = useState<'file' | 'password'>();
  const close = () => setOpened(undefined);
  const sending = useTry();
  const isBusy = sending.isTrying || (sync !== undefined && sync.phase !== 'idle');
  // Nothing goes before she has signed in again, and that is what she wants then.
  const mustSignIn = sync !== undefined && needsSignIn(lastEnd(sync));
  return (
    <Screen
      title={t('more:send.title')}
      back="/"
      bottom={
        <>
          <Button onClick={() => setOpened('file')}>{t('more:send.toFile')}</Button>
          <Button
            kind="primary"
            icon="send"
            busy={isBusy}
            onClick={mustSignIn ? () => setOpened('password') : () => sending.begin(() => work.sendNow())}
          >
            {t(sync?.waiting === 0 ? 'more:send.receiveNow' : 'more:send.now')}
          </Button>
        </>
      }
    >
      {sync === undefined || thrift === undefined ? (
        <Busy />
      ) : (
        <SendNotice sync={sync} thrift={thrift} sending={sending} />
      )}
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
      <FileDialog open={opened === 'file'} onClose={close} />
      <PasswordDialog open={opened === 'password'} onClose={close} />
    </Screen>
  );
}

/** Everything that is not at the server yet, photos included, and what came back. */
function Waiting() {
  const work = useWork();
  const { t } = useT();
  const again = useAgain();
  const records = useHeld(useLive(() => work.records(), [work]) ?? [], again);
  const waiting = records.filter((record) => record.state !== 'received' || record.filesWaiting > 0);
  return (
    <section>
      <AgainOutcome again={again} />
      {waiting.length > 0 && <h2 class="visually-hidden">{t('more:send.list')}</h2>}
      <ul class="record-list">
        {waiting.map((record) => (
          <li key={record.id}>
            <RecordCard record={record} again={again} />
          </li>
        ))}
      </ul>
    </section>
  );
}
