import './Card.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface CardProps {
  children?: ComponentChildren;
  /** The element, when it is neither a link nor a button. */
  as?: 'div' | 'li' | 'section' | 'article' | undefined;
  href?: string | undefined;
  onClick?: (() => void) | undefined;
  /** `outlined` is the second of two big choices. */
  tone?: 'plain' | 'outlined' | 'primary' | 'attention' | 'ready' | undefined;
  /** The big cards of home. */
  size?: 'normal' | 'large' | undefined;
  icon?: IconName | undefined;
  title?: ComponentChildren;
  text?: ComponentChildren;
  /** At the end of the line: a time, a count. */
  aside?: ComponentChildren;
  /** Which heading the title is; left out, it is none. */
  heading?: 2 | 3 | undefined;
}

/** A picture, a title, a line of text and whatever the caller puts under them; whole card is one target when it acts. */
export function Card(props: CardProps) {
  const { as: Element = 'div', href, onClick, children } = props;
  const looks = `card card-${props.tone ?? 'plain'} card-${props.size ?? 'normal'}`;
  if (href !== undefined) {
    return (
      <a class={`${looks} card-acts`} href={href} onClick={onClick}>
        <Head {...props} />
        {children}
      </a>
    );
  }
  if (onClick !== undefined) {
    return (
      <button type="button" class={`${looks} card-acts`} onClick={onClick}>
        <Head {...props} />
        {children}
      </button>
    );
  }
  return (
    <Element class={looks}>
      <Head {...props} />
      {children}
    </Element>
  );
}

function Head({ icon, title, text, aside, size, heading, href, onClick }: CardProps) {
  if (title === undefined) return null;
  const acts = href !== undefined || onClick !== undefined;
  const Title = heading === undefined || acts ? 'span' : heading === 2 ? 'h2' : 'h3';
  return (
    <span class="card-head">
      {icon && <Icon name={icon} size={size === 'large' ? 'large' : 'normal'} />}
      <span class="card-words">
        <Title class="card-title">{title}</Title>
        {text !== undefined && <span class="card-text">{text}</span>}
      </span>
      {aside !== undefined && <span class="card-aside">{aside}</span>}
    </span>
  );
}
