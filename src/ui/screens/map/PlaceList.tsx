import { useState } from 'preact/hooks';
import type { PlaceSummary } from '../../../app/index.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Preview } from '../../parts/Preview.tsx';
import { isolated, translated } from '../../translated.tsx';
import { choiceOf, iconOf, valenceOf } from '../report/kinds.ts';
import { PlaceMark } from './PlaceMark.tsx';

export interface PlaceListProps {
  /** In the order in which they are to be shown. */
  places: readonly PlaceSummary[];
  /** The place form, for the words and pictures of the kinds. */
  form: FormDefinition | undefined;
  chosen: string | null;
  onChoose: (id: string) => void;
  /** At the desk, where all are from others: says whose each one is. */
  isDesk?: boolean;
}

const SEVERITY_MAX = 3;
/** Two thousand places at once would take a cheap phone seconds; nobody reads more than this before filtering. */
const SHOWN_AT_ONCE = 30;

/** The same places in words; choosing one shows it on the map. */
export function PlaceList({ places, form, chosen, onChoose, isDesk = false }: PlaceListProps) {
  const { t, number } = useT();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const rest = Math.min(places.length - shown, SHOWN_AT_ONCE);
  return (
    <section class="stack" aria-labelledby="places-list">
      <h2 id="places-list" class="places-count">
        <span class="visually-hidden">{`${t('report:map.list')}: `}</span>
        {t('report:map.count', { count: places.length, n: number(places.length) })}
      </h2>
      <ul class="place-list">
        {places.slice(0, shown).map((place) => (
          <PlaceLine
            key={place.id}
            place={place}
            form={form}
            isChosen={place.id === chosen}
            onChoose={onChoose}
            isDesk={isDesk}
          />
        ))}
      </ul>
      {rest > 0 && (
        <Button kind="quiet" icon="chevron-down" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('report:map.more', { count: rest, n: number(rest) })}
        </Button>
      )}
    </section>
  );
}

interface PlaceLineProps {
  place: PlaceSummary;
  form: FormDefinition | undefined;
  isChosen: boolean;
  onChoose: (id: string) => void;
  isDesk: boolean;
}

function PlaceLine({ place, form, isChosen, onChoose, isDesk }: PlaceLineProps) {
  const { t, language } = useT();
  const kind = choiceOf(form, 'kind', place.kind);
  return (
    <li>
      <button type="button" class="place-line" aria-pressed={isChosen} onClick={() => onChoose(place.id)}>
        <Icon name={iconOf(kind)} size="large" />
        <span class="place-line-words">
          <span class="place-line-title">{translated(kind?.label, language).words || place.kind}</span>
          <span class="soft small">
            <PlaceFacts place={place} isDesk={isDesk} />
          </span>
        </span>
        <Preview url={place.preview} alt={t('report:photo.alt')} />
        <PlaceMark valence={valenceOf(place.valence)} isFilled={isDesk || place.isOwn} />
      </button>
    </li>
  );
}

/** When, whose, how bad: in words, for the sign beside them says the same without. */
export function PlaceFacts({ place, isDesk = false }: { place: PlaceSummary; isDesk?: boolean }) {
  const { t, date, number } = useT();
  const facts = [
    t(`report:valence.${valenceOf(place.valence)}`),
    date(place.at),
    isDesk ? isolated(place.collector) : t(place.isOwn ? 'report:map.mine' : 'report:map.theirs'),
    ...(place.severity === undefined
      ? []
      : [t('report:map.severity', { level: number(place.severity), most: number(SEVERITY_MAX) })]),
  ];
  return <>{facts.join(t('common:separator'))}</>;
}
