import type { RecordView } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { waitingKey } from '../records/naming.ts';
import { lastEnd, needsSignIn } from './sendState.ts';

interface OutlookProps {
  /** Of a record that was just finished; null: not read yet. */
  record: RecordView | null;
  /** Said when it has arrived. */
  received: string;
  /** Said while it waits for a network. */
  waiting: string;
}

/** What becomes of a finished record: only what is so, also where the server refused it or her password. */
export function Outlook({ record, received, waiting }: OutlookProps) {
  const work = useWork();
  const { t, trouble, number } = useT();
  const sync = useLive(() => work.sync(), [work]);
  if (record?.trouble !== undefined) {
    return (
      <>
        <p>{trouble(record.trouble.why, record.trouble.words)}</p>
        {record.isFileRefused && <p>{t('more:record.fileRefused')}</p>}
      </>
    );
  }
  if (work.isPractice) return <p>{t('more:practice.notSent')}</p>;
  if (record?.state !== 'received') {
    const mustSignIn = sync !== undefined && needsSignIn(lastEnd(sync));
    return <p>{mustSignIn ? t('trouble:sign-in-needed') : waiting}</p>;
  }
  const { filesWaiting } = record;
  return (
    <>
      <p>{received}</p>
      {filesWaiting > 0 && <p>{t(waitingKey(record), { count: filesWaiting, n: number(filesWaiting) })}</p>}
    </>
  );
}
