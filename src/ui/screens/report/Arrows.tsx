import { useT } from '../../language.ts';
import { IconButton } from '../../parts/IconButton.tsx';
import type { MiniMapRef } from './MiniMap.tsx';

export interface ArrowsProps {
  map: MiniMapRef;
  /** Undefined while the phone has not found itself. */
  onMine: (() => void) | undefined;
}

const ARROWS = [
  { way: 'up', icon: 'arrow-up', east: 0, north: 1 },
  { way: 'left', icon: 'arrow-left', east: -1, north: 0 },
  { way: 'right', icon: 'arrow-right', east: 1, north: 0 },
  { way: 'down', icon: 'arrow-down', east: 0, north: -1 },
] as const;

/** Moves the map under its crosshair, and closer, without a drag. */
export function Arrows({ map, onMine }: ArrowsProps) {
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
