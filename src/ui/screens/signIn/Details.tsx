import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Field } from '../../parts/Field.tsx';
import { PasswordInput } from '../../parts/PasswordInput.tsx';
import { TextInput } from '../../parts/TextInput.tsx';
import { FIELD } from './problems.ts';
import type { SignInForm } from './SignIn.tsx';

export interface SignInFields {
  url: string;
  name: string;
  password: string;
}

/** Name, password, and, for the few who need it, the address. */
export function Details({ fields, problems, change, submit }: SignInForm) {
  const { t } = useT();
  const errorAt = (id: string) => problems.find((problem) => problem.id === id)?.text;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        id={FIELD.name}
        label={t('collector:signIn.name')}
        hint={t('collector:signIn.nameHint')}
        error={errorAt(FIELD.name)}
      >
        <TextInput
          value={fields.name}
          onInput={(name) => change({ name })}
          autocomplete="username"
          dir="ltr"
        />
      </Field>
      <Field id={FIELD.password} label={t('collector:signIn.password')} error={errorAt(FIELD.password)}>
        <PasswordInput value={fields.password} onInput={(password) => change({ password })} />
      </Field>
      <Address url={fields.url} error={errorAt(FIELD.url)} onInput={(url) => change({ url })} />
      {/* Enter in a field sends the form only when there is a button in it; the visible one is in the bar. */}
      <button type="submit" hidden tabIndex={-1} />
    </form>
  );
}

interface AddressProps {
  url: string;
  error: string | undefined;
  onInput: (url: string) => void;
}

function Address({ url, error, onInput }: AddressProps) {
  const { t } = useT();
  const app = useApp();
  const room = useRef<HTMLDetailsElement>(null);
  // A password goes only to an address that she could see, and a link may have brought a stranger's.
  const isOther = url !== app.suggestedUrl() || new URL(url).origin !== location.origin;
  // At once: a password that the browser fills in may be sent in the next moment.
  useLayoutEffect(() => {
    // Opened only: closing it again is hers, also when the address is right by then.
    if ((error || isOther) && room.current !== null) room.current.open = true;
  }, [error, isOther]);
  return (
    <details class="sign-in-address" ref={room}>
      <summary>{t('collector:signIn.otherAddress')}</summary>
      <Field
        id={FIELD.url}
        label={t('collector:signIn.address')}
        hint={t('collector:signIn.addressHint')}
        error={error}
      >
        <TextInput type="url" inputMode="url" dir="ltr" value={url} onInput={onInput} autocomplete="url" />
      </Field>
    </details>
  );
}
