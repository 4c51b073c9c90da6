import './gallery.css';
import { useEffect, useState } from 'preact/hooks';
import { useT, useWords } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { ActionParts } from './ActionParts.tsx';
import { FieldParts } from './FieldParts.tsx';
import { Icons } from './Icons.tsx';
import { Questions } from './Questions.tsx';
import { SayingParts } from './SayingParts.tsx';

/** Every part and question type in every state; route `/gallery`. */
export function Gallery() {
  const isReady = useWords('gallery');
  const { t } = useT();
  const hasExtended = useWords('extended');
  if (!isReady || !hasExtended) return <Busy />;
  return (
    <Screen title={t('gallery:title')} heading="page" brand wide actions={<LanguageButton />}>
      <ThemeSwitch />
      <SayingParts />
      <ActionParts />
      <FieldParts />
      <Questions />
      <Icons />
    </Screen>
  );
}

const THEMES = ['day', 'sunlight', 'night'] as const;

/** Only for this page: what she chose in the settings stays as it is. */
function ThemeSwitch() {
  const { t } = useT();
  const root = document.documentElement;
  const [theme, setTheme] = useState(THEMES.find((each) => each === root.dataset['theme']) ?? 'day');
  useEffect(() => {
    const before = root.dataset['theme'] ?? 'day';
    root.dataset['theme'] = theme;
    return () => {
      root.dataset['theme'] = before;
    };
  }, [theme, root]);
  const options = THEMES.map((value) => ({ value, label: t(`gallery:theme.${value}`) }));
  return <Segmented label={t('gallery:theme.label')} options={options} value={theme} onChange={setTheme} />;
}
