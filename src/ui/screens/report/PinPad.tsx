import { useState } from 'preact/hooks';
import type { PlaceSummary } from '../../../app/index.ts';
import type { Geopoint } from '../../../domain/answer.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { CoordinateFields } from '../../questions/CoordinateFields.tsx';
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

const ARROWS = [
  { way: 'up', icon: 'arrow-up', east: 0, north: 1 },
  { way: 'left', icon: 'arrow-left', east: -1, north: 0 },
  { way: 'right', icon: 'arrow-right', east: 1, north: 0 },
  { way: 'down', icon: 'arrow-down', east: 0, north: -1 },
] as const;

function Arrows({ map, onMine }: Pick<PinPadProps, 'map' | 'onMine'>) {
  const { t } = useT();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not lie in the grid
    <div class="pin-pad" role="group" aria-label={t('report:pin.arrows')}>
      {ARROWS.map(({ way, icon, east, north }) => (
        <div class={`pin-${way}`} key={way}>
          <IconButton
            icon={icon}
            label={t(`report:pin.${way}`)}
            onClick={() => map.current?.step(east, north, false)}
          />
        </div>
      ))}
      <div class="pin-mine">
        <IconButton
          icon="locate"
          label={t('report:pin.mine')}
          disabled={onMine === undefined}
          onClick={onMine}
        />
      </div>
      <div class="pin-closer">
        <IconButton icon="plus" label={t('report:pin.closer')} onClick={() => map.current?.zoom(true)} />
      </div>
      <div class="pin-wider">
        <IconButton icon="minus" label={t('report:pin.wider')} onClick={() => map.current?.zoom(false)} />
      </div>
    </div>
  );
}
