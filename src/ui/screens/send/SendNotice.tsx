import type { ComponentChildren } from 'preact';
import type { SyncView, ThriftView } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import type { IconName } from '../../parts/icons.ts';
import { Notice, type NoticeTone } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import { needsSignIn, type SendState, sendState } from './sendState.ts';

const LOOKS: Readonly<Record<SendState['is'], { tone: NoticeTone; icon: IconName }>> = {
  sending: { tone: 'info', icon: 'send' },
  receiving: { tone: 'info', icon: 'download' },
  // As calm as "received": nothing is wrong and nothing has to be done.
  offline: { tone: 'ready', icon: 'wifi-off' },
  trouble: { tone: 'trouble', icon: 'triangle-alert' },
  waiting: { tone: 'info', icon: 'smartphone' },
  held: { tone: 'info', icon: 'smartphone' },
  refused: { tone: 'attention', icon: 'triangle-alert' },
  received: { tone: 'ready', icon: 'circle-check' },
  never: { tone: 'info', icon: 'wifi' },
};

const SOON_MS = 60_000;

interface SendNoticeProps {
  sync: SyncView;
  thrift: ThriftView;
}

/** What is happening to her work right now, in words that can be trusted. */
export function SendNotice({ sync, thrift }: SendNoticeProps) {
  const state = sendState(sync, thrift.photosWaitFor);
  const { title, text } = useWords(state, thrift);
  const next = useNext(sync);
  return (
    <Notice {...LOOKS[state.is]} title={title} live="polite" actions={<Action state={state} />}>
      {text}
      {(state.is === 'offline' || state.is === 'trouble') && next && <p>{next}</p>}
    </Notice>
  );
}

/** When the phone tries again by itself; of a time that is at hand, or over, nobody needs the minute. */
function useNext({ nextAttemptAt, mustPause }: SyncView): string | undefined {
  const { t, when } = useT();
  if (nextAttemptAt === undefined) return undefined;
  if (Date.parse(nextAttemptAt) < Date.now() + SOON_MS) return t('more:send.nextSoon');
  return t(mustPause ? 'more:send.pause' : 'more:send.next', { time: when(nextAttemptAt) });
}

/** What she herself can do about it, where there is something. */
function Action({ state }: { state: SendState }) {
  const work = useWork();
  const { t } = useT();
  if (needsSignIn(state)) return <SignInAgain />;
  if (state.is !== 'held') return null;
  return <Button onClick={() => void work.sendPhotosNow()}>{t('more:settings.photosNow')}</Button>;
}

interface StateWords {
  title: string;
  text: ComponentChildren;
}

function useWords(state: SendState, { knowsWifi }: ThriftView): StateWords {
  const { t, trouble, when } = useT();
  switch (state.is) {
    case 'sending':
    case 'receiving':
      return { title: t(`more:send.${state.is}`), text: <UnderWay {...state} /> };
    case 'offline':
      return { title: t('more:send.offline'), text: t('more:send.offlineText') };
    case 'trouble':
      return { title: t('more:send.trouble'), text: trouble(state.why, state.words) };
    case 'waiting':
      return { title: t('more:send.waiting'), text: t('more:send.waitingText') };
    case 'held':
      return {
        title: t('more:send.held'),
        text: t(
          state.by === 'tomorrow'
            ? 'more:send.heldTomorrow'
            : knowsWifi
              ? 'more:settings.photosWait'
              : 'more:settings.wifiUnknown',
        ),
      };
    case 'refused':
      return { title: t('more:send.refused'), text: t('more:send.refusedText') };
    case 'received':
      return {
        title: t('more:send.allReceivedAt', { time: when(state.at) }),
        text: t('more:send.allReceivedText'),
      };
    case 'never':
      return { title: t('more:send.never'), text: undefined };
  }
}

function UnderWay({ is, done, total }: { is: 'sending' | 'receiving'; done: number; total: number }) {
  const { t, number } = useT();
  const words = { done: number(done), total: number(total) };
  return (
    <>
      {total > 0 && <Progress value={done} max={total} label={t(`more:send.${is}Count`, words)} />}
      <p>{t('more:send.keepUsing')}</p>
    </>
  );
}
