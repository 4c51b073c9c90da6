import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
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
    <Notice
      tone="attention"
      title={t(state.is === 'refused' ? 'more:send.refused' : 'more:send.stopped')}
      live="polite"
      actions={<Button href="/send">{t('more:send.why')}</Button>}
    />
  );
}
