import type { DeskOverview, ResponseFilter } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { translated } from '../../translated.tsx';
import { Search } from './Search.tsx';

const STATES = ['received', 'hasIssues', 'approved', 'rejected'] as const;

interface FiltersProps {
  overview: DeskOverview;
  filter: ResponseFilter;
  onChange: (filter: ResponseFilter) => void;
}

/** A word of `ResponseFilter` that a list of choices narrows by. */
type Narrowing = 'form' | 'round' | 'collector' | 'state';
interface Choice {
  value: string;
  label: string;
}

export function Filters({ overview, filter, onChange }: FiltersProps) {
  const { t } = useT();
  const lists = useChoices(overview);
  return (
    <search class="filters" aria-label={t('desk:responses.filter')}>
      <Search text={filter.text ?? ''} onText={(text) => onChange(narrowed(filter, 'text', text))} />
      {(Object.keys(lists) as Narrowing[]).map((name) => (
        <Field key={name} id={`filter-${name}`} label={t(`desk:responses.${name}`)}>
          <Select
            value={filter.isConflicted && name === 'state' ? CONFLICTED : (filter[name] ?? '')}
            options={[{ value: '', label: t('desk:responses.any') }, ...lists[name]]}
            onChange={(value) => onChange(narrowed(filter, name, value))}
          />
        </Field>
      ))}
    </search>
  );
}

/** In the list of decisions, since two versions want one too. */
const CONFLICTED = 'conflicted';

function useChoices({ forms, rounds, collectors }: DeskOverview): Record<Narrowing, readonly Choice[]> {
  const { t, language } = useT();
  return {
    state: [
      ...STATES.map((state) => ({ value: state, label: t(`desk:state.${state}`) })),
      { value: CONFLICTED, label: t('desk:responses.twoVersions') },
    ],
    form: forms.map(({ id, title }) => ({ value: id, label: translated(title, language).words || id })),
    round: rounds.map(({ name, title }) => ({
      value: name,
      label: translated(title, language).words || name,
    })),
    collector: collectors.map((name) => ({ value: name, label: name })),
  };
}

/** A filter narrowed anew begins at its first page. */
function narrowed(filter: ResponseFilter, name: Narrowing | 'text', value: string): ResponseFilter {
  const { skip: _first, [name]: _former, ...rest } = filter;
  if (name === 'state') {
    const { isConflicted: _not, ...others } = rest;
    if (value === CONFLICTED) return { ...others, isConflicted: true };
    return value === '' ? others : { ...others, state: value as (typeof STATES)[number] };
  }
  return value === '' ? rest : { ...rest, [name]: value };
}
