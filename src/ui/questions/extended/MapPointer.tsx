import '../../screens/report/report.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Point } from '../../../domain/mobility/distance.ts';
import { useT, useWords } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Arrows } from '../../screens/report/Arrows.tsx';
import { MiniMap, type MiniMapRef } from '../../screens/report/MiniMap.tsx';

const NOWHERE: Point = { lat: 0, lon: 0 };

export interface MapPointerProps {
  /** Those that are there already; the map begins at the last one. */
  points: readonly Point[];
  /** Of the button that takes it. */
  label: string;
  onPoint: (point: Point) => void;
}

/**
 * A point under the crosshair of the small map, which is moved by finger, arrow buttons or arrow keys. As long as nobody
 * knows where it is to begin, there is nothing to take: it would be a place in the sea.
 */
export function MapPointer({ points, label, onPoint }: MapPointerProps) {
  const hasWords = useWords('report');
  const { t } = useT();
  const start = points.at(-1);
  const [centre, setCentre] = useState(start);
  // The first fix only: the map must not move under a finger.
  useEffect(() => setCentre((here) => here ?? start), [start !== undefined]);
  const map: MiniMapRef = useRef(null);
  if (!hasWords) return <Busy />;
  return (
    <div class="stack">
      <MiniMap
        centre={centre ?? NOWHERE}
        isPlaced={centre !== undefined}
        fix={null}
        points={[]}
        label={t('extended:trace.mapLabel')}
        handle={map}
        onMove={setCentre}
      />
      <Arrows map={map} onMine={undefined} />
      <Button
        icon="map-pin"
        full
        disabled={centre === undefined}
        onClick={() => centre !== undefined && onPoint(centre)}
      >
        {label}
      </Button>
    </div>
  );
}

/** Where a place that was taken lies. */
export function PlaceOnMap({ point }: { point: Point }) {
  const hasWords = useWords('report');
  const { t } = useT();
  if (!hasWords) return <Busy />;
  return (
    <MiniMap
      centre={point}
      fix={null}
      points={[{ ...point, id: 'kept', valence: 'good', isOwn: true }]}
      label={t('extended:geopoint.kept')}
    />
  );
}
