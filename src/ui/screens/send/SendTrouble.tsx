import { useT } from '../../language.ts';
import { Notice } from '../../parts/Notice.tsx';
import { NoticeLink } from '../../parts/NoticeLink.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import { needsSignIn, type SendState } from './sendState.ts';

/** Said where she comes by every day: something does not leave the phone before somebody does something about it. */
export function SendTrouble({ state }: { state: SendState }) {
  const { t } = useT();
  if (needsSignIn(state)) {
    return (
      <Notice tone="attention" title={t('trouble:sign-in-needed')} live="polite" actions={<SignInAgain />} />
    );
  }
  return (
    <div role="status">
      <NoticeLink
        href="/send"
        title={t(state.is === 'refused' ? 'more:send.refused' : 'more:send.stopped')}
        action={t('more:send.why')}
      />
    </div>
  );
}
