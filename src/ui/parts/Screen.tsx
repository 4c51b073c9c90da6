import './Screen.css';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { WorkContext } from '../context.tsx';
import { useT } from '../language.ts';
import { BottomBar } from './BottomBar.tsx';
import { TopBar } from './TopBar.tsx';

export interface ScreenProps {
  /** In the browser's title, and in the heading unless that is the caller's own. */
  title: string;
  /** Where its words are in another language than the page. */
  titleLang?: string | undefined;
  /**
   * `bar`: the heading is the title in the top bar; `page`: at the top of the content; `hidden`: for a screen
   * reader only; `own`: the caller draws one `<h1 tabIndex={-1}>` among its children.
   */
  heading?: 'bar' | 'page' | 'hidden' | 'own' | undefined;
  children: ComponentChildren;
  back?: string | (() => void) | undefined;
  /** At the inline end of the top bar. */
  actions?: ComponentChildren;
  brand?: boolean | undefined;
  /** In the bar under the thumb. */
  bottom?: ComponentChildren;
  /** Room for a table or a map beside its list. */
  wide?: boolean | undefined;
  /** Right under the top bar and from edge to edge: a map. */
  banner?: ComponentChildren;
  /** When it changes, the page counts as a new one: it scrolls up and its heading takes the focus. Else the path does. */
  pageKey?: string | undefined;
  /** There is a problem on the page: the browser's title says so first. */
  troubled?: boolean | undefined;
}

/** The first page of a visit takes no focus: she has only just arrived and nothing has changed under her. */
let hasArrived = false;

export function Screen(props: ScreenProps) {
  const { t } = useT();
  const { title, heading = 'bar', wide = false, pageKey = location.pathname, troubled = false } = props;
  const room = useRef<HTMLDivElement>(null);
  const problem = troubled ? t('common:parts.problemTitle') : '';
  const practice = useContext(WorkContext)?.isPractice ? `${t('more:practice.title')} · ` : '';
  useEffect(() => {
    document.title = `${problem}${practice}${title} · ${t('common:appName')}`;
  }, [title, problem, practice, t]);
  // At once: later it would take the focus from where she has gone on to meanwhile.
  useLayoutEffect(() => arrive(room.current), [pageKey]);
  return (
    <div class={wide ? 'screen screen-wide' : 'screen'} ref={room}>
      {/* biome-ignore lint/a11y/useValidAnchor: it moves the focus as its hash would, and leaves the address alone */}
      <a class="skip-link" href="#main" onClick={skipToMain}>
        {t('common:skipToContent')}
      </a>
      <TopBar
        title={heading === 'bar' ? <Heading title={title} lang={props.titleLang} /> : undefined}
        back={props.back}
        brand={props.brand}
        actions={props.actions}
      />
      <main class="screen-main" id="main" tabIndex={-1}>
        {heading === 'hidden' && <Heading title={title} class="visually-hidden" />}
        {props.banner}
        <div class="screen-content">
          {heading === 'page' && <Heading title={title} class="screen-heading" />}
          {props.children}
        </div>
      </main>
      {props.bottom !== undefined && <BottomBar>{props.bottom}</BottomBar>}
    </div>
  );
}

function Heading({
  title,
  class: looks,
  lang,
}: {
  title: string;
  class?: string;
  lang?: string | undefined;
}) {
  return (
    <h1 class={looks} lang={lang} tabIndex={-1}>
      {title}
    </h1>
  );
}

/** Told with the heading of each page of practice. */
export const PRACTICE_WORD = 'practice-word';

function arrive(room: HTMLElement | null): void {
  const target = room?.querySelector('h1') ?? room?.querySelector('main');
  if (document.getElementById(PRACTICE_WORD)) target?.setAttribute('aria-describedby', PRACTICE_WORD);
  if (hasArrived) {
    window.scrollTo(0, 0);
    target?.focus({ preventScroll: true });
  }
  hasArrived = true;
}

/** Without the hash, which belongs to links that join a campaign. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
