import type { PlaceSummary } from '../../../app/index.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { translated } from '../../translated.tsx';

/** '' is all. */
export interface PlaceFilterValue {
  mode: string;
  valence: string;
}
export const EVERYTHING: PlaceFilterValue = { mode: '', valence: '' };

export const isIn = (filter: PlaceFilterValue, place: PlaceSummary): boolean =>
  (filter.mode === '' || place.mode === filter.mode) &&
  (filter.valence === '' || place.valence === filter.valence);

interface PlaceFilterProps {
  form: FormDefinition | undefined;
  value: PlaceFilterValue;
  onChange: (value: PlaceFilterValue) => void;
}

export function PlaceFilter({ form, value, onChange }: PlaceFilterProps) {
  const { t } = useT();
  return (
    <div class="place-filter">
      <Field id="filter-valence" label={t('report:map.valence')}>
        <Select
          value={value.valence}
          options={useOptions(form, 'valence')}
          onChange={(valence) => onChange({ ...value, valence })}
        />
      </Field>
      <Field id="filter-mode" label={t('report:map.mode')}>
        <Select
          value={value.mode}
          options={useOptions(form, 'mode')}
          onChange={(mode) => onChange({ ...value, mode })}
        />
      </Field>
    </div>
  );
}

function useOptions(form: FormDefinition | undefined, question: string): { value: string; label: string }[] {
  const { t, language } = useT();
  const list = form?.survey.find((row) => row.name === question)?.list_name;
  const choices = list === undefined ? [] : (form?.choices[list] ?? []);
  return [
    { value: '', label: t('report:map.all') },
    ...choices.map(({ name, label }) => ({ value: name, label: translated(label, language).words })),
  ];
}
