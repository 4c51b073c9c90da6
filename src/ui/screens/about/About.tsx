import './about.css';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Mark } from '../../parts/Mark.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { isolated, Said } from '../../translated.tsx';

const THANKS = ['questions', 'fonts', 'icons', 'map', 'idea'] as const;

export function About() {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const view = useLive(() => work.campaign(), [work]);
  return (
    <Screen title={t('more:about.title')} back="/">
      <div class="about-head">
        <Mark />
        <p class="about-name">{t('common:appName')}</p>
        <p class="soft">{t('more:about.version', { version: isolated(app.version) })}</p>
      </div>
      <p>{t('more:about.what')}</p>
      <p>{t('more:about.privacy')}</p>
      {view && (
        <section class="stack">
          <h2>{t('more:about.campaign')}</h2>
          <p class="about-title">
            <Said text={view.campaign.title} />
          </p>
          <p>
            <Said text={view.campaign.purpose} />
          </p>
          <h3>{t('more:about.readers')}</h3>
          <p>
            <Said text={view.campaign.readers} />
          </p>
        </section>
      )}
      <section class="stack">
        <h2>{t('more:about.thanks')}</h2>
        <p>{t('more:about.licence')}</p>
        <ul class="about-thanks">
          {THANKS.map((what) => (
            <li key={what}>{t(`more:about.${what}`)}</li>
          ))}
        </ul>
      </section>
      <a class="about-debug" href="/debug">
        {t('more:about.debug')}
      </a>
    </Screen>
  );
}
