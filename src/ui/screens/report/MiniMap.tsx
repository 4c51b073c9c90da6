import './miniMap.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Point } from '../../../domain/mobility/distance.ts';
import type { MiniMapHandle, MiniPoint } from '../../../map/mini/index.ts';
import { useT } from '../../language.ts';

/** Holds the map for buttons that stand beside it. */
export interface MiniMapRef {
  current: MiniMapHandle | null;
}

export interface MiniMapProps {
  /** Under the crosshair. */
  centre: Point;
  fix: (Point & { accuracyMetres: number }) | null;
  points: readonly MiniPoint[];
  label: string;
  id?: string | undefined;
  /** She moves the pin; left out, the map only shows. */
  onMove?: ((centre: Point) => void) | undefined;
  /** False: the crosshair marks nothing yet. */
  isPlaced?: boolean | undefined;
  /** For buttons that stand beside the map. */
  handle?: MiniMapRef | undefined;
  /** On top of the map: the pill, the button. */
  children?: ComponentChildren;
}

/** Steps east and north. North is up in every language: a map does not mirror. */
const STEPS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Metres around one place: it moves under a fixed crosshair by finger, arrow keys and whoever holds the handle. */
export function MiniMap(props: MiniMapProps) {
  const { centre, fix, points, label, id, onMove, isPlaced = true, handle, children } = props;
  const room = useRef<HTMLDivElement>(null);
  const map = useMiniMap(room, centre, onMove);
  if (handle !== undefined) handle.current = map;
  // At once: the next step or pull begins where this one ended.
  useLayoutEffect(() => map?.setCentre(centre), [map, centre.lat, centre.lon]);
  useLayoutEffect(() => map?.setFix(fix), [map, fix]);
  useLayoutEffect(() => map?.setPoints(points), [map, points]);
  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) map?.step(step[0], step[1], event.shiftKey);
    else if (event.key === '+' || event.key === '-') map?.zoom(event.key === '+');
    else return;
    event.preventDefault();
  };
  return (
    <div class="mini-map">
      <div
        class="mini-map-room"
        ref={room}
        id={id}
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys are the arrows, which its name says
        tabIndex={0}
        onKeyDown={press}
      >
        {onMove !== undefined && <Pin isPlaced={isPlaced} />}
      </div>
      {children}
    </div>
  );
}

function useMiniMap(
  room: { current: HTMLDivElement | null },
  centre: Point,
  onMove: ((centre: Point) => void) | undefined,
): MiniMapHandle | null {
  const { t, number } = useT();
  const [map, setMap] = useState<MiniMapHandle | null>(null);
  const told = useRef({ onMove, centre, scale: (_metres: number): string => '' });
  told.current = { onMove, centre, scale: (metres) => t('report:metres', { metres: number(metres) }) };
  useEffect(() => {
    let mounted: MiniMapHandle | null = null;
    let isWanted = true;
    void import('../../../map/mini/index.ts').then(({ mountMiniMap }) => {
      if (!isWanted || room.current === null) return;
      mounted = mountMiniMap(room.current, {
        centre: told.current.centre,
        scaleText: (metres) => told.current.scale(metres),
        onMove: (to) => told.current.onMove?.(to),
      });
      setMap(mounted);
    });
    return () => {
      isWanted = false;
      mounted?.destroy();
    };
  }, []);
  return map;
}

/** Its point is the middle of the map. Dashed, it marks nothing yet. */
function Pin({ isPlaced }: { isPlaced: boolean }) {
  return (
    // The map's name says what it is.
    <svg class={isPlaced ? 'pin' : 'pin pin-open'} viewBox="0 -2 40 52" aria-hidden="true" focusable="false">
      <path d="M20 47C8 34 3 27 3 19a17 17 0 0 1 34 0c0 8-5 15-17 28Z" />
      <circle cx="20" cy="19" r="6.5" />
    </svg>
  );
}
