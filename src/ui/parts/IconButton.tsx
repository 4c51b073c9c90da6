import './IconButton.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface IconButtonProps {
  icon: IconName;
  /** Its name, said by a screen reader and shown when the pointer rests on it. */
  label: string;
  onClick?: (() => void) | undefined;
  href?: string | undefined;
  /** For a switch: is it on? */
  pressed?: boolean | undefined;
  /** For a button that opens a list. */
  expanded?: boolean | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
}

export function IconButton({ icon, label, onClick, href, pressed, expanded, disabled, id }: IconButtonProps) {
  const common = { class: 'icon-button', title: label, 'aria-label': label, onClick, id };
  if (href !== undefined) {
    return (
      <a {...common} href={href}>
        <Icon name={icon} />
      </a>
    );
  }
  return (
    <button type="button" {...common} disabled={disabled} aria-pressed={pressed} aria-expanded={expanded}>
      <Icon name={icon} />
    </button>
  );
}
