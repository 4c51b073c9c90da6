import './EmptyState.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface EmptyStateProps {
  icon: IconName;
  title: ComponentChildren;
  /** What would have to happen for something to be here. */
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <span class="empty-state-picture">
        <Icon name={icon} size="large" />
      </span>
      <p class="empty-state-title">{title}</p>
      {children !== undefined && <div class="soft">{children}</div>}
      {actions}
    </div>
  );
}
