import type { ComponentChildren } from 'preact';
import type { SyncView } from '../../../app/index.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import type { IconName } from '../../parts/icons.ts';
import { Notice, type NoticeTone } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { needsSignIn, type SendState, sendState } from './sendState.ts';

const LOOKS: Readonly<Record<SendState['is'], { tone: NoticeTone; icon: IconName }>> = {
  sending: { tone: 'info', icon: 'send' },
  receiving: { tone: 'info', icon: 'download' },
  // As calm as "received": nothing is wrong and nothing has to be done.
  offline: { tone: 'ready', icon: 'wifi-off' },
  trouble: { tone: 'trouble', icon: 'triangle-alert' },
  waiting: { tone: 'info', icon: 'smartphone' },
  received: { tone: 'ready', icon: 'circle-check' },
  never: { tone: 'info', icon: 'wifi' },
};

/** What is happening to her work right now, in words that can be trusted. */
export function SendNotice({ sync }: { sync: SyncView }) {
  const state = sendState(sync);
  const { title, text } = useWords(state);
  const { t, when } = useT();
  const next = state.is === 'offline' || state.is === 'trouble' ? sync.nextAttemptAt : undefined;
  return (
    <Notice {...LOOKS[state.is]} title={title} live="polite" actions={needsSignIn(state) && <SignInAgain />}>
      {text}
      {next !== undefined && <p>{t('more:send.next', { time: when(next) })}</p>}
    </Notice>
  );
}

function useWords(state: SendState): { title: string; text: ComponentChildren } {
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

function SignInAgain() {
  const app = useApp();
  const { t } = useT();
  return (
    <Button icon="key-round" onClick={() => void app.signOut()}>
      {t('more:send.signInAgain')}
    </Button>
  );
}
