import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Trouble } from '../../../domain/result.ts';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Field } from '../../parts/Field.tsx';
import { focusHeading } from '../../parts/focusHeading.ts';
import { Notice } from '../../parts/Notice.tsx';
import { PasswordInput } from '../../parts/PasswordInput.tsx';
import { isolated } from '../../translated.tsx';

/**
 * Asks for her password without signing her out: with no network now she could not come back in, and could ask nobody
 * anything.
 */
export function SignInAgain() {
  const { t } = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="key-round" onClick={() => setOpen(true)}>
        {t('more:send.signInAgain')}
      </Button>
      <PasswordDialog open={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

interface PasswordDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Her password, and nothing else of the sign-in. */
export function PasswordDialog({ open, onClose }: PasswordDialogProps) {
  const { name } = useWork().person;
  const { t, trouble } = useT();
  const form = useRef<HTMLFormElement>(null);
  const { password, setPassword, refusal, isAsking, submit } = usePassword(open, form);
  return (
    <Dialog
      title={t('more:send.signInAgain')}
      open={open}
      onClose={onClose}
      actions={
        <Button kind="primary" busy={isAsking} onClick={submit}>
          {t('collector:signIn.submit')}
        </Button>
      }
    >
      <form
        class="stack"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {refusal && <Notice tone="trouble" title={trouble(refusal.why, refusal.words)} live="assertive" />}
        <p>{t('more:send.signInText')}</p>
        <Field
          id="password-again"
          label={t('more:send.passwordOf', { name: isolated(name) })}
          error={refusal === null ? t('collector:signIn.passwordMissing') : undefined}
        >
          <PasswordInput value={password} onInput={setPassword} />
        </Field>
        {/* Enter in the field sends the form only when there is a button in it. */}
        <button type="submit" hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}

/** `refusal` is null when nothing was typed. */
function usePassword(open: boolean, form: RefObject<HTMLFormElement | null>) {
  const app = useApp();
  const { name, url } = useWork().person;
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<Trouble | null>();
  const [isAsking, setAsking] = useState(false);
  const field = () => form.current?.querySelector('input');
  // Whoever opens it next finds neither what was typed nor what came of it; and what she types at once stays.
  useLayoutEffect(() => {
    setPassword('');
    setRefusal(undefined);
    if (open) field()?.focus();
  }, [open]);
  async function submit(): Promise<void> {
    if (isAsking) return;
    setRefusal(password === '' ? null : undefined);
    if (password === '') return field()?.focus();
    setAsking(true);
    const answer = await app.signIn({ name, url, password });
    setAsking(false);
    if (!answer.ok) return setRefusal(answer);
    form.current?.closest('dialog')?.close();
    focusHeading();
  }
  return { password, setPassword, refusal, isAsking, submit: () => void submit() };
}
