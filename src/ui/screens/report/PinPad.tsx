import { useState } from 'preact/hooks';
import type { PlaceSummary } from '../../../app/index.ts';
import type { Geopoint } from '../../../domain/answer.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { CoordinateFields } from '../../questions/CoordinateFields.tsx';
import { Arrows } from './Arrows.tsx';
import { EarlierPlaces } from './EarlierPlaces.tsx';
import type { MiniMapRef } from './MiniMap.tsx';

export interface PinPadProps {
  map: MiniMapRef;
  place: Geopoint | undefined;
  places: readonly PlaceSummary[];
  form: FormDefinition;
  onPlace: (place: Geopoint) => void;
  /** Undefined while the phone has not found itself. */
  onMine: (() => void) | undefined;
}

/** Every way to a place that needs neither a drag nor a position: steps, typing, an earlier report. */
export function PinPad({ map, place, places, form, onPlace, onMine }: PinPadProps) {
  const { t } = useT();
  const [way, setWay] = useState<'type' | 'earlier' | null>(null);
  const put = (chosen: Geopoint): void => {
    onPlace(chosen);
    setWay(null);
    // Up to the map, where the pin now is.
    window.scrollTo(0, 0);
  };
  const toggle = (next: 'type' | 'earlier') => () => setWay(way === next ? null : next);
  return (
    <div class="stack">
      <p class="soft">{t('report:pin.hint')}</p>
      {/* Without a position the map shows nobody where she is: then the other ways come first. */}
      {onMine !== undefined && <Arrows map={map} onMine={onMine} />}
      <div class="pin-ways">
        <Button icon="pencil" onClick={toggle('type')}>
          {t('report:pin.type')}
        </Button>
        <Button icon="flag" onClick={toggle('earlier')}>
          {t('report:pin.earlier')}
        </Button>
      </div>
      {way === 'type' && <CoordinateFields id="pin-typed" point={place} onPoint={put} />}
      {way === 'earlier' && <EarlierPlaces places={places} form={form} near={place} onPlace={put} />}
      {onMine === undefined && <Arrows map={map} onMine={onMine} />}
    </div>
  );
}
