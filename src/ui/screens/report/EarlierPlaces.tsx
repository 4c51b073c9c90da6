import type { PlaceSummary } from '../../../app/index.ts';
import type { Geopoint } from '../../../domain/answer.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { distanceMetres } from '../../../domain/mobility/distance.ts';
import { useT } from '../../language.ts';
import { Card } from '../../parts/Card.tsx';
import { translated } from '../../translated.tsx';
import { choiceOf, iconOf } from './kinds.ts';

interface EarlierPlacesProps {
  places: readonly PlaceSummary[];
  form: FormDefinition;
  near: Geopoint | undefined;
  onPlace: (place: Geopoint) => void;
}

/** More would be a search; whoever knows no place near by can move the pin. */
const SHOWN_MAX = 8;

/** Places that need no map: where something was reported before, the nearest (or else the newest) first. */
export function EarlierPlaces({ places, form, near, onPlace }: EarlierPlacesProps) {
  const { t, date, language } = useT();
  const shown = sorted(places, near).slice(0, SHOWN_MAX);
  if (shown.length === 0) return <p class="soft">{t('report:pin.noEarlier')}</p>;
  return (
    <div class="stack">
      {shown.map((place) => {
        const kind = choiceOf(form, 'kind', place.kind);
        return (
          <Card
            key={place.id}
            icon={iconOf(kind)}
            title={translated(kind?.label, language).words || place.kind}
            text={date(place.at)}
            onClick={() => onPlace({ lat: place.lat, lon: place.lon, method: 'manual' })}
          />
        );
      })}
    </div>
  );
}

const sorted = (places: readonly PlaceSummary[], near: Geopoint | undefined): PlaceSummary[] =>
  [...places].sort((one, other) =>
    near === undefined
      ? other.at.localeCompare(one.at)
      : distanceMetres(near, one) - distanceMetres(near, other),
  );
