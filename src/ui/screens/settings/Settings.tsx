import './settings.css';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Card } from '../../parts/Card.tsx';
import { LanguagePicker } from '../../parts/LanguagePicker.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { PersonSection } from './PersonSection.tsx';
import { SendingSection } from './SendingSection.tsx';
import { StorageSection } from './StorageSection.tsx';

const THEMES = [
  { value: 'day', icon: 'sun-medium' },
  { value: 'sunlight', icon: 'sun' },
  { value: 'night', icon: 'moon' },
] as const;

export function Settings() {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const theme = useLive(() => app.theme, [app]);
  return (
    <Screen title={t('more:settings.title')} back="/">
      <section class="settings-section">
        <h2>{t('more:settings.language')}</h2>
        <LanguagePicker onChosen={(language) => void app.setLanguage(language)} />
      </section>
      <section class="settings-section">
        <h2>{t('more:settings.theme')}</h2>
        <Segmented
          label={t('more:settings.theme')}
          options={THEMES.map(({ value, icon }) => ({
            value,
            icon,
            label: t(`more:settings.themes.${value}`),
          }))}
          value={theme}
          onChange={(chosen) => void app.setTheme(chosen)}
        />
      </section>
      {!work.isPractice && <SendingSection />}
      <StorageSection />
      {!work.isPractice && <PersonSection />}
      <section class="settings-section">
        <h2>{t('more:settings.more')}</h2>
        <Card
          href="/practice"
          icon="lightbulb"
          title={t('more:practice.title')}
          text={t('more:practice.what')}
        />
        <Card href="/about" icon="info" title={t('more:about.title')} />
        <Card href="/debug" icon="bug" title={t('more:debug.title')} />
      </section>
    </Screen>
  );
}
