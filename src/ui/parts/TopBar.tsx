import './TopBar.css';
import type { ComponentChildren } from 'preact';
import { useT } from '../language.ts';
import { IconButton } from './IconButton.tsx';
import { Mark } from './Mark.tsx';

export interface TopBarProps {
  /** Plain words in the bar; the page's heading is made by Screen. */
  title?: ComponentChildren;
  /** A path, or what to do. */
  back?: string | (() => void) | undefined;
  /** At the inline end: IconButtons, LanguageButton, Menu. */
  actions?: ComponentChildren;
  /** The mark and the name, on home and the first pages. */
  brand?: boolean | undefined;
}

export function TopBar({ title, back, actions, brand }: TopBarProps) {
  return (
    <header class="top-bar">
      {back !== undefined && <BackButton back={back} />}
      {brand && <Brand />}
      {title !== undefined && <div class="top-bar-title">{title}</div>}
      {actions !== undefined && <div class="top-bar-actions">{actions}</div>}
    </header>
  );
}

function BackButton({ back }: { back: string | (() => void) }) {
  const { t } = useT();
  const label = t('common:action.back');
  if (typeof back === 'string') return <IconButton icon="chevron-left" label={label} href={back} />;
  return <IconButton icon="chevron-left" label={label} onClick={back} />;
}

function Brand() {
  const { t } = useT();
  return (
    <div class="brand">
      <Mark />
      <span>{t('common:appName')}</span>
    </div>
  );
}
