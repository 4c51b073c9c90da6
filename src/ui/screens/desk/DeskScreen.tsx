import type { ComponentChildren } from 'preact';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Icon } from '../../parts/Icon.tsx';
import type { IconName } from '../../parts/icons.ts';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Menu } from '../../parts/Menu.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SendTrouble } from '../send/SendTrouble.tsx';
import { lastEnd, needsSomebody } from '../send/sendState.ts';
import { useDesk } from './deskContext.ts';

const TABS = [
  { name: 'responses', href: '/desk', icon: 'list' },
  { name: 'results', href: '/desk/results', icon: 'chart-column' },
  { name: 'places', href: '/desk/places', icon: 'map' },
  { name: 'people', href: '/desk/people', icon: 'users' },
  { name: 'forms', href: '/desk/forms', icon: 'clipboard-list' },
  { name: 'files', href: '/desk/files', icon: 'file' },
] as const satisfies readonly { name: string; href: string; icon: IconName }[];

type DeskTab = (typeof TABS)[number]['name'];

interface DeskScreenProps {
  tab: DeskTab;
  /** The heading; the tab's name when left out. */
  title?: string;
  /** Of a page beside the tab's own. */
  pageKey?: string;
  children: ComponentChildren;
}

/** The desk's frame: where she can go, how much is here, and the page. */
export function DeskScreen({ tab, title, pageKey = tab, children }: DeskScreenProps) {
  const { t } = useT();
  const heading = title ?? t(`desk:tabs.${tab}`);
  return (
    <div class="desk">
      <Screen title={heading} heading="page" pageKey={pageKey} brand wide actions={<Bar tab={tab} />}>
        <Warning />
        {children}
      </Screen>
    </div>
  );
}

/** Coordinators may never see the first page: what keeps their decisions from arriving is said here. */
function Warning() {
  const work = useWork();
  const sync = useLive(() => work.sync(), [work]);
  const state = sync && lastEnd(sync);
  return state && (needsSomebody(state) || state.is === 'refused') ? <SendTrouble state={state} /> : null;
}

function Bar({ tab }: { tab: DeskTab }) {
  const app = useApp();
  const { t } = useT();
  return (
    <>
      <nav class="desk-tabs" aria-label={t('desk:tabs.label')}>
        {TABS.map(({ name, href, icon }) => (
          <a key={name} class="desk-tab" href={href} aria-current={name === tab ? 'page' : undefined}>
            <Icon name={icon} />
            <span>{t(`desk:tabs.${name}`)}</span>
          </a>
        ))}
      </nav>
      <Here />
      <LanguageButton onChosen={(language) => void app.setLanguage(language)} />
      <Menu
        label={t('desk:more')}
        icon="ellipsis-vertical"
        items={[
          { label: t('desk:send'), icon: 'send', href: '/send' },
          { label: t('desk:collect'), icon: 'clipboard-list', href: '/' },
          { label: t('desk:settings'), icon: 'settings', href: '/settings' },
        ]}
      />
    </>
  );
}

/** What can be trusted without a network; while more is on its way, that it is not all yet. */
function Here() {
  const desk = useDesk();
  const work = useWork();
  const { t, number } = useT();
  const sync = useLive(() => work.sync(), [work]);
  const overview = useLive(() => desk.overview(), [desk]);
  if (overview === undefined) return null;
  const count = overview.responses;
  if (sync?.phase === 'receiving') {
    return (
      <p class="desk-here desk-here-partial" role="status">
        <Icon name="refresh-cw" />
        <span>{t('desk:hereReceiving', { number: number(count) })}</span>
      </p>
    );
  }
  return (
    <p class="desk-here">
      <Icon name="circle-check" />
      <span>{t('desk:here', { count, number: number(count) })}</span>
    </p>
  );
}
