import './Button.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface ButtonProps {
  children: ComponentChildren;
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined;
  icon?: IconName | undefined;
  iconEnd?: IconName | undefined;
  onClick?: (() => void) | undefined;
  type?: 'button' | 'submit' | undefined;
  /** Work is under way: it stays in place and in focus, but a second tap does nothing. */
  busy?: boolean | undefined;
  disabled?: boolean | undefined;
  /** As wide as its room. */
  full?: boolean | undefined;
  /** Then it is a link that looks like a button. */
  href?: string | undefined;
  id?: string | undefined;
  /** For a link to a file. */
  download?: string | undefined;
  /** What is said instead of the text, where the text alone does not tell enough. */
  label?: string | undefined;
}

export function Button(props: ButtonProps) {
  const { children, icon, iconEnd, href, busy = false, disabled = false, label } = props;
  const content = (
    <>
      {busy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
      {iconEnd && <Icon name={iconEnd} />}
    </>
  );
  const common = { class: looks(props), id: props.id, 'aria-label': label, onClick: props.onClick };
  if (href !== undefined && !disabled) {
    return (
      <a {...common} href={href} download={props.download}>
        {content}
      </a>
    );
  }
  return (
    <button
      {...common}
      type={props.type ?? 'button'}
      disabled={disabled}
      // Not `disabled`: that would drop the focus to nowhere in the midst of the work.
      aria-disabled={busy}
      onClick={(event) => (busy ? event.preventDefault() : props.onClick?.())}
    >
      {content}
    </button>
  );
}

function looks({ kind = 'secondary', full = false, busy = false }: ButtonProps): string {
  return `button button-${kind}${full ? ' button-full' : ''}${busy ? ' button-busy' : ''}`;
}
