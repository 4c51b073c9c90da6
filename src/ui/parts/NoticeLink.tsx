import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

export interface NoticeLinkProps {
  href: string;
  title: ComponentChildren;
  children?: ComponentChildren;
  /** What is to be had there: "Show me how". */
  action: ComponentChildren;
}

/** A warning that is one target and leads to its page: on a small screen a button of its own takes too much room. */
export function NoticeLink({ href, title, children, action }: NoticeLinkProps) {
  return (
    <a class="notice notice-attention" href={href}>
      <Icon name="triangle-alert" />
      <span class="notice-words">
        <span class="notice-title">{title}</span>
        {children !== undefined && <span class="notice-text">{children}</span>}
        <span class="notice-more">{action}</span>
      </span>
    </a>
  );
}
