import { useState } from 'preact/hooks';
import { direction, LANGUAGES, type Language, setLanguage } from '../../language/index.ts';
import { useT } from '../language.ts';
import { ChoiceList } from './ChoiceList.tsx';
import { Dialog } from './Dialog.tsx';
import { IconButton } from './IconButton.tsx';

export interface LanguagePickerProps {
  id?: string | undefined;
  /** After the page speaks that language; the caller remembers it for the person. */
  onChosen?: ((language: Language) => void) | undefined;
}

/** Each language by its own name, in its own letters. */
export function LanguagePicker({ id = 'language', onChosen }: LanguagePickerProps) {
  const { t, language } = useT();
  const choose = (chosen: Language) => void setLanguage(chosen).then(() => onChosen?.(chosen));
  const options = LANGUAGES.map((each) => ({
    value: each,
    label: t(`common:languageName.${each}`),
    lang: each,
    dir: direction(each),
  }));
  return (
    <ChoiceList
      id={id}
      legend={<span class="visually-hidden">{t('common:parts.language')}</span>}
      options={options}
      value={language}
      onChange={choose}
    />
  );
}

/** In the top bar: opens the picker and closes it once chosen. */
export function LanguageButton({ onChosen }: Pick<LanguagePickerProps, 'onChosen'>) {
  const { t } = useT();
  const [isOpen, setOpen] = useState(false);
  const chosen = (language: Language) => {
    setOpen(false);
    onChosen?.(language);
  };
  return (
    <>
      <IconButton
        icon="languages"
        label={t('common:parts.language')}
        expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      <Dialog title={t('common:parts.language')} open={isOpen} onClose={() => setOpen(false)} shape="sheet">
        <LanguagePicker id="language-in-bar" onChosen={chosen} />
      </Dialog>
    </>
  );
}
