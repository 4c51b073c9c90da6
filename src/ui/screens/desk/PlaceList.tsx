import type { PlaceSummary } from '../../../app/index.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { translated } from '../../translated.tsx';
import { choiceOf, iconOf } from '../report/kinds.ts';
import { moveInList } from './moveInList.ts';
import { recordHref } from './ResponseTable.tsx';

interface PlaceListProps {
  places: readonly PlaceSummary[];
  form: FormDefinition | undefined;
}

export function PlaceList({ places, form }: PlaceListProps) {
  const { t } = useT();
  return (
    <ul class="place-list" aria-label={t('desk:places.list')} onKeyDown={moveInList}>
      {places.map((place) => (
        <li key={place.id}>
          <Line place={place} form={form} />
        </li>
      ))}
    </ul>
  );
}

function Line({ place, form }: { place: PlaceSummary; form: FormDefinition | undefined }) {
  const { t, when, number, language } = useT();
  const kind = form && choiceOf(form, 'kind', place.kind);
  const label = translated(kind?.label, language);
  return (
    <a class="place-line row-link" href={recordHref(place.id)}>
      <Icon name={iconOf(kind)} />
      <span class="place-words">
        <span class="row-name" lang={label.lang}>
          {label.words || place.kind}
        </span>
        <span class="cell-range">
          <bdi>{when(place.at)}</bdi>
          {place.severity !== undefined && (
            <> · {t('desk:places.severity', { number: number(place.severity) })}</>
          )}
        </span>
      </span>
      {place.photos.length > 0 && <Icon name="image" label={t('desk:record.photo')} />}
    </a>
  );
}
