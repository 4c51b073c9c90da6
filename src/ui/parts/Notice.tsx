import './Notice.css';
import type { ComponentChildren } from 'preact';
import { written } from '../../language/index.ts';
import { useT } from '../language.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type NoticeTone = 'ready' | 'info' | 'attention' | 'trouble';

export interface NoticeProps {
  tone: NoticeTone;
  /** Left out, each tone has its own shape, so that colour never speaks alone. */
  icon?: IconName | undefined;
  title: ComponentChildren;
  children?: ComponentChildren;
  /** Buttons under the text. */
  actions?: ComponentChildren;
  /** It appears while she is on the page: say it, `polite` when she pauses, `assertive` at once. */
  live?: 'polite' | 'assertive' | undefined;
  id?: string | undefined;
}

const ICONS: Readonly<Record<NoticeTone, IconName>> = {
  ready: 'circle-check',
  info: 'info',
  attention: 'triangle-alert',
  trouble: 'triangle-alert',
};

/** In the app's language and direction, wherever it stands: also inside a question that is asked in another one. */
export function Notice({ tone, icon = ICONS[tone], title, children, actions, live, id }: NoticeProps) {
  const role = live === undefined ? undefined : live === 'polite' ? 'status' : 'alert';
  return (
    <div class={`notice notice-${tone}`} role={role} id={id} {...written(useT().language)}>
      <Icon name={icon} />
      <div class="notice-words">
        <p class="notice-title">{title}</p>
        {children !== undefined && <div class="notice-text">{children}</div>}
        {actions !== undefined && <div class="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
