import { useLayoutEffect, useState } from 'preact/hooks';
import type { DeskRound } from '../../../../app/index.ts';
import type { Translated } from '../../../../domain/form/definition.ts';
import { useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Dialog } from '../../../parts/Dialog.tsx';
import { Field } from '../../../parts/Field.tsx';
import { TextInput } from '../../../parts/TextInput.tsx';
import { languageName } from './names.ts';

interface RoundNameProps {
  /** null: nobody asks. */
  round: DeskRound | null;
  onClose: () => void;
  onSave: (title: Translated) => void;
}

/** What a round is called, in each language of the campaign. */
export function RoundName({ round, onClose, onSave }: RoundNameProps) {
  const { t, language } = useT();
  const [title, setTitle] = useState<Translated>({});
  const [isMissing, setMissing] = useState(false);
  // At once: what she types next stays.
  useLayoutEffect(() => {
    setTitle(round?.title ?? {});
    setMissing(false);
  }, [round]);
  const save = () => {
    const said = Object.entries(title).filter(([, words]) => words.trim() !== '');
    if (said.length === 0) setMissing(true);
    else onSave(Object.fromEntries(said.map(([tag, words]) => [tag, words.trim()])));
  };
  return (
    <Dialog
      title={t('xlsform:rounds.rename')}
      open={round !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button kind="primary" onClick={save}>
            {t('common:action.save')}
          </Button>
        </>
      }
    >
      <div class="stack">
        {round?.languages.map((tag, index) => (
          <Field
            key={tag}
            id={`round-name-${tag}`}
            label={t('xlsform:rounds.nameIn', { language: languageName(tag, language) })}
            error={isMissing && index === 0 ? t('xlsform:rounds.nameMissing') : undefined}
          >
            <TextInput
              value={title[tag] ?? ''}
              onInput={(words) => setTitle({ ...title, [tag]: words })}
              dir="auto"
              lang={tag}
            />
          </Field>
        ))}
      </div>
    </Dialog>
  );
}
