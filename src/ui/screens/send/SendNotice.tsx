import type { ComponentChildren } from 'preact';
import type { SyncView, ThriftView } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import type { IconName } from '../../parts/icons.ts';
import { Notice, type NoticeTone } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import type { Try } from '../../parts/useTry.ts';
import { Received } from '../home/Received.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import { needsSignIn, type SendState, sendState } from './sendState.ts';

const LOOKS: Readonly<Record<SendState['is'], { tone: NoticeTone; icon: IconName }>> = {
  asking: { tone: 'info', icon: 'refresh-cw' },
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
  /** Her tap on "Send now". */
  sending: Try;
}

/** What is happening to her work right now, in words that can be trusted; and what came of her tap. */
export function SendNotice({ sync, thrift, sending }: SendNoticeProps) {
  const end = sendState(sync, thrift.photosWaitFor);
  const isPaused = sync.mustPause && Date.parse(sync.nextAttemptAt ?? '') > Date.now();
  const isTrying = sending.isTrying && !isPaused;
  const state: SendState = isTrying && sync.phase === 'idle' ? { is: 'asking' } : end;
  const { title, text } = useWords(state, thrift);
  const next = useNext(sync);
  const tried = useTried(state, sending.triedAt, isPaused);
  return (
    <Notice
      {...LOOKS[state.is]}
      title={title}
      live="polite"
      actions={<Action state={state} sending={sending} />}
    >
      {text}
      {tried && <p>{tried}</p>}
      {(state.is === 'offline' || state.is === 'trouble') && next && <p>{next}</p>}
    </Notice>
  );
}

/** That her tap was felt, where all stands as it stood before it. */
function useTried(state: SendState, at: string | undefined, isPaused: boolean): string | undefined {
  const { t, when } = useT();
  if (at === undefined || ['asking', 'sending', 'receiving'].includes(state.is)) return undefined;
  if (isPaused) return t('more:send.notTried');
  const key = state.is === 'offline' ? 'triedOffline' : state.is === 'trouble' ? 'tried' : 'asked';
  return t(`more:send.${key}`, { time: when(at) });
}

/** When the phone tries again by itself; of a time that is at hand, or over, nobody needs the minute. */
function useNext({ nextAttemptAt, mustPause }: SyncView): string | undefined {
  const { t, when } = useT();
  if (nextAttemptAt === undefined) return undefined;
  if (Date.parse(nextAttemptAt) < Date.now() + SOON_MS) return t('more:send.nextSoon');
  return t(mustPause ? 'more:send.pause' : 'more:send.next', { time: when(nextAttemptAt) });
}

/** What she herself can do about it, where there is something. */
function Action({ state, sending }: { state: SendState; sending: Try }) {
  const work = useWork();
  const { t } = useT();
  if (needsSignIn(state)) return <SignInAgain />;
  if (state.is !== 'held') return null;
  return (
    <Button onClick={() => sending.begin(() => work.sendPhotosNow())}>{t('more:settings.photosNow')}</Button>
  );
}

interface StateWords {
  title: string;
  text: ComponentChildren;
}

function useWords(state: SendState, { knowsWifi }: ThriftView): StateWords {
  const { t, trouble, when } = useT();
  if (needsSignIn(state)) return { title: t('trouble:sign-in-needed'), text: t('more:send.passwordText') };
  switch (state.is) {
    case 'asking':
      return { title: t('more:send.asking'), text: t('more:send.keepUsing') };
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
  const label = t('more:send.sendingCount', { done: number(done), total: number(total) });
  return (
    <>
      {is === 'sending' ? (
        <Progress value={done} max={total} label={label} />
      ) : (
        <Received done={done} total={total} />
      )}
      <p>{t('more:send.keepUsing')}</p>
    </>
  );
}
