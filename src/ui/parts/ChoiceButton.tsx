import './ChoiceList.css';
import './ChoiceButton.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface ChoiceButtonProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  icon?: IconName | undefined;
  onClick: () => void;
  /** Given, the button is a switch. */
  pressed?: boolean | undefined;
  /** `tile`: picture above words; put tiles into `<div class="tiles">`. */
  shape?: 'row' | 'tile' | undefined;
  lang?: string | undefined;
}

/** A big choice that acts at once instead of waiting for Next. */
export function ChoiceButton({
  label,
  hint,
  icon,
  onClick,
  pressed,
  shape = 'row',
  lang,
}: ChoiceButtonProps) {
  return (
    <button
      type="button"
      class={`choice choice-button choice-${shape}`}
      aria-pressed={pressed}
      onClick={onClick}
      lang={lang}
    >
      {icon && <Icon name={icon} size="large" />}
      <span class="choice-words">
        <span class="choice-label">{label}</span>
        {hint !== undefined && <span class="choice-hint">{hint}</span>}
      </span>
    </button>
  );
}
