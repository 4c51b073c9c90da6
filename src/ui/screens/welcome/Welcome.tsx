import { useState } from 'preact/hooks';
import type { KnownPerson } from '../../../app/index.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { LanguagePicker } from '../../parts/LanguagePicker.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SignIn } from '../signIn/SignIn.tsx';

/** Language first, then who it is. Who has used this phone before has chosen a language before. */
export function Welcome({ people }: { people: readonly KnownPerson[] }) {
  const [hasLanguage, setHasLanguage] = useState(people.length > 0);
  if (hasLanguage) return <SignIn people={people} onBack={() => setHasLanguage(false)} />;
  return <ChooseLanguage onChosen={() => setHasLanguage(true)} />;
}

function ChooseLanguage({ onChosen }: { onChosen: () => void }) {
  const app = useApp();
  const { t, language } = useT();
  const go = () => {
    // The language is used even where it cannot be remembered.
    void app.setLanguage(language).catch(() => undefined);
    onChosen();
  };
  return (
    <Screen
      title={t('collector:welcome.title')}
      heading="page"
      brand
      bottom={
        <Button kind="primary" iconEnd="chevron-right" full onClick={go}>
          {t('common:action.continue')}
        </Button>
      }
    >
      <p class="soft">{t('collector:welcome.hint')}</p>
      <LanguagePicker />
    </Screen>
  );
}
