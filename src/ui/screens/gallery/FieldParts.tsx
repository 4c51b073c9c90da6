import { useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { ErrorSummary } from '../../parts/ErrorSummary.tsx';
import { Field } from '../../parts/Field.tsx';
import { LanguagePicker } from '../../parts/LanguagePicker.tsx';
import { PasswordInput } from '../../parts/PasswordInput.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextInput } from '../../parts/TextInput.tsx';
import { Sample } from './Sample.tsx';
import { Section } from './Section.tsx';

/** What takes words. */
export function FieldParts() {
  return (
    <Section name="fields">
      <Plain />
      <Wrong />
      <Sample name="LanguagePicker">
        <LanguagePicker id="gallery-language" />
      </Sample>
    </Section>
  );
}

function Plain() {
  const { t } = useT();
  const [words, setWords] = useState('');
  const [password, setPassword] = useState('amina-1234');
  const [state, setState] = useState<'phone' | 'received'>('phone');
  const options = (['phone', 'received'] as const).map((value) => ({
    value,
    label: t(`common:state.${value}`),
  }));
  return (
    <Sample name="Field, TextInput, PasswordInput, Select">
      <Field id="gallery-text" label={t('gallery:field.label')} hint={t('gallery:field.hint')}>
        <TextInput value={words} onInput={setWords} dir="auto" />
      </Field>
      <Field id="gallery-lines" label={t('gallery:field.label')}>
        <TextInput value={words} onInput={setWords} multiline dir="auto" />
      </Field>
      <Field id="gallery-password" label={t('gallery:field.password')}>
        <PasswordInput value={password} onInput={setPassword} />
      </Field>
      <Field id="gallery-select" label={t('gallery:menu')}>
        <Select value={state} options={options} onChange={setState} />
      </Field>
      <Field id="gallery-disabled" label={t('gallery:field.label')}>
        <TextInput value={t('gallery:card.title')} onInput={setWords} disabled />
      </Field>
    </Sample>
  );
}

function Wrong() {
  const { t } = useT();
  const [url, setUrl] = useState('http://');
  const error = t('trouble:url-invalid');
  return (
    <Sample name="ErrorSummary, Field with an error">
      <ErrorSummary problems={[{ id: 'gallery-url', text: error }]} attempt={null} />
      <Field id="gallery-url" label={t('gallery:field.label')} error={error}>
        <TextInput type="url" inputMode="url" value={url} onInput={setUrl} dir="ltr" />
      </Field>
    </Sample>
  );
}
