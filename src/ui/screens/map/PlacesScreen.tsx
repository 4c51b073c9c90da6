import { useMemo, useState } from 'preact/hooks';
import type { PlaceSummary } from '../../../app/index.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { useWork } from '../../context.tsx';
import { useT, useWords } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { Preview } from '../../parts/Preview.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { translated } from '../../translated.tsx';
import { choiceOf, iconOf } from '../report/kinds.ts';
import { EVERYTHING, isIn, PlaceFilter } from './PlaceFilter.tsx';
import { PlaceFacts, PlaceList } from './PlaceList.tsx';
import { PlacesMap } from './PlacesMap.tsx';

/** `/map`: what she and others reported, as far as this phone knows. */
export function PlacesScreen() {
  const hasWords = useWords('report');
  return hasWords ? <Places /> : <Busy />;
}

function Places() {
  const work = useWork();
  const { t } = useT();
  const places = useLive(() => work.places(), [work]);
  const campaign = useLive(() => work.campaign(), [work]);
  const [filter, setFilter] = useState(EVERYTHING);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = useMemo(
    () =>
      (places ?? [])
        .filter((place) => isIn(filter, place))
        .sort((one, other) => other.at.localeCompare(one.at)),
    [places, filter],
  );
  const chooseFromList = (id: string): void => {
    setChosen(id);
    // On a phone the map is above the list, and out of sight.
    document.getElementById('places-map')?.scrollIntoView({ block: 'nearest' });
  };
  if (places === undefined || campaign === undefined) return <Busy />;
  const form = campaign?.forms.get(campaign.campaign.placeForm ?? '')?.document.definition;
  const place = shown.find(({ id }) => id === chosen);
  return (
    <Screen title={t('report:map.title')} back="/" wide>
      <div class="places">
        <div class="stack places-where">
          <PlaceFilter form={form} value={filter} onChange={setFilter} />
          <PlacesMap places={shown} centre={campaign?.campaign.centre} chosen={chosen} onChoose={setChosen} />
          {place && <ChosenPlace place={place} form={form} onClose={() => setChosen(null)} />}
        </div>
        {places.length === 0 ? (
          <EmptyState
            icon="map-pin"
            title={t('report:map.empty')}
            actions={<Button href="/report">{t('report:map.report')}</Button>}
          >
            {t('report:map.emptyText')}
          </EmptyState>
        ) : (
          <PlaceList places={shown} form={form} chosen={chosen} onChoose={chooseFromList} />
        )}
      </div>
    </Screen>
  );
}

interface ChosenPlaceProps {
  place: PlaceSummary;
  form: FormDefinition | undefined;
  onClose: () => void;
}

function ChosenPlace({ place, form, onClose }: ChosenPlaceProps) {
  const { t, language } = useT();
  const kind = choiceOf(form, 'kind', place.kind);
  return (
    <div class="chosen-place" role="status">
      <Icon name={iconOf(kind)} size="large" />
      <div class="place-line-words">
        <a class="place-line-title" href={`/record/${place.id}`}>
          {translated(kind?.label, language).words || place.kind}
        </a>
        <span class="small">
          <PlaceFacts place={place} />
        </span>
      </div>
      <Preview url={place.preview} alt={t('report:photo.alt')} />
      <IconButton icon="x" label={t('report:map.close')} onClick={onClose} />
    </div>
  );
}
