import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { useT } from '../language.ts';
import { Button } from './Button.tsx';
import { useField } from './Field.tsx';

export interface PasswordInputProps {
  value: string;
  onInput: (value: string) => void;
  autocomplete?: 'current-password' | 'new-password' | undefined;
  disabled?: boolean | undefined;
}

/** Can be shown, since typing unseen on a small screen is where most wrong passwords come from. */
export function PasswordInput({
  value,
  onInput,
  autocomplete = 'current-password',
  disabled,
}: PasswordInputProps) {
  const { t } = useT();
  const field = useField();
  const [isShown, setShown] = useState(false);
  const common = {
    ...field,
    class: 'input',
    value,
    autocomplete,
    autocapitalize: 'none',
    spellcheck: false,
    dir: 'ltr',
    disabled,
    onInput: (event: TargetedEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="input-row">
      {isShown ? <input {...common} type="text" /> : <input {...common} type="password" />}
      <Button
        icon={isShown ? 'eye-off' : 'eye'}
        onClick={() => setShown(!isShown)}
        label={t(isShown ? 'common:parts.hidePassword' : 'common:parts.showPassword')}
      >
        {t(isShown ? 'common:action.hide' : 'common:action.show')}
      </Button>
    </div>
  );
}
