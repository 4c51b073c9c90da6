import './home.css';
import type { CampaignView } from '../../../app/index.ts';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Card } from '../../parts/Card.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Menu } from '../../parts/Menu.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { FirstReceive } from './FirstReceive.tsx';
import { Drafts, Practising, Unread, UpdateNotice } from './later.ts';
import { Readers } from './Readers.tsx';
import { ReadyNotice } from './ReadyNotice.tsx';
import { RecordCounts } from './RecordCounts.tsx';
import { Start } from './Start.tsx';
import { usePrepared } from './usePrepared.ts';
import { useStartSurvey } from './useStartSurvey.ts';
import { Warning } from './Warning.tsx';

/** The first page: what can be trusted, what is not finished, what to do now, and where everything is. */
export function Home() {
  const work = useWork();
  const campaign = useLive(() => work.campaign(), [work]);
  if (campaign === undefined) return <Busy />;
  return campaign === null ? <FirstReceive /> : <Ready campaign={campaign} />;
}

function Ready({ campaign }: { campaign: CampaignView }) {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const update = useLive(() => app.update, [app]);
  const counts = useLive(() => work.counts(), [work]);
  const survey = useStartSurvey();
  usePrepared(campaign);
  // Home gives way at once: its lists would all be read anew when the draft is saved, and the first question wait.
  if (survey.isStarting) return <Busy label={t('collector:survey.opening')} />;
  return (
    <Screen title={t('collector:home.title')} heading="hidden" brand actions={<Actions />}>
      {update?.isWaiting && <UpdateNotice />}
      {(counts?.unread ?? 0) > 0 && <Unread />}
      {work.isPractice ? <Practising /> : <ReadyNotice counts={counts} />}
      {!work.isPractice && <Warning />}
      {(counts?.drafts ?? 0) > 0 && <Drafts />}
      {work.person.isCoordinator && (
        <Card
          href="/desk"
          icon="table"
          title={t('collector:home.desk')}
          text={t('collector:home.deskText')}
          tone="outlined"
        />
      )}
      <Start campaign={campaign} {...survey} />
      <RecordCounts />
      <Readers campaign={campaign} />
    </Screen>
  );
}

function Actions() {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const desk = { label: t('collector:home.desk'), icon: 'table', href: '/desk' } as const;
  return (
    <>
      <LanguageButton onChosen={(language) => void app.setLanguage(language)} />
      <Menu
        label={t('collector:home.menu')}
        items={[
          ...(work.person.isCoordinator ? [desk] : []),
          { label: t('collector:home.goTo.send'), icon: 'send', href: '/send' },
          { label: t('collector:home.goTo.list'), icon: 'list', href: '/list' },
          { label: t('collector:home.map'), icon: 'map', href: '/map' },
          { label: t('collector:home.goTo.practice'), icon: 'lightbulb', href: '/practice' },
          { label: t('collector:home.goTo.settings'), icon: 'settings', href: '/settings' },
          { label: t('collector:home.goTo.about'), icon: 'info', href: '/about' },
        ]}
      />
    </>
  );
}
