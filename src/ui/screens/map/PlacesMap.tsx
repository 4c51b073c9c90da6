import './placesMap.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PlaceSummary } from '../../../app/index.ts';
import type { Trouble } from '../../../domain/result.ts';
import type { MapCentre, MapHandle, MapPoint } from '../../../map/index.ts';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { valenceOf } from '../report/kinds.ts';
import { MiniMap, type MiniMapRef } from '../report/MiniMap.tsx';
import { MapLegend } from './MapLegend.tsx';

export interface PlacesMapProps {
  places: readonly PlaceSummary[];
  /** Where it begins; all places are shown as soon as there are some. */
  centre: MapCentre | undefined;
  /** Id of the chosen place: drawn larger, and brought into sight. */
  chosen: string | null;
  onChoose: (id: string) => void;
  /** At the desk nobody's reports stand out as one's own. */
  isDesk?: boolean;
}

/** The whole world, for a campaign that names no centre. */
const WORLD: MapCentre = { lon: 0, lat: 20, zoom: 0 };
/** So close that a chosen place stands alone, out of every number. */
const CHOSEN_ZOOM = 17;

/** Places on a map, with the signs explained. It needs the `report` words; put a `PlaceList` beside it. */
export function PlacesMap(props: PlacesMapProps) {
  const { places, centre = WORLD, chosen, onChoose, isDesk = false } = props;
  const { t, trouble, language } = useT();
  const room = useRef<HTMLDivElement>(null);
  const mini: MiniMapRef = useRef(null);
  const points = useMemo(() => places.map((one) => pointOf(one, isDesk)), [places, isDesk]);
  const { map, refusal } = useMap(room, points, centre, onChoose, language);
  const place = places.find(({ id }) => id === chosen);
  useEffect(() => {
    map?.select(chosen);
    if (place !== undefined) map?.setCentre({ lon: place.lon, lat: place.lat, zoom: CHOSEN_ZOOM });
  }, [map, chosen]);
  return (
    <section class="places-map" id="places-map" aria-label={t('report:map.title')}>
      {refusal === null ? (
        <div class="places-map-frame">
          <div class="places-map-room" ref={room} />
          {map === null ? (
            <Busy label={t('report:map.drawing')} />
          ) : (
            <MapButtons
              onZoom={(isCloser) => map.zoom(isCloser)}
              onFit={places.length > 0 ? () => map.fit('all') : undefined}
            />
          )}
        </div>
      ) : (
        <>
          <Notice tone="info" icon="map" title={trouble(refusal.why, refusal.words)} />
          <MiniMap
            label={t('report:map.map')}
            centre={place ?? places[0] ?? centre}
            fix={null}
            points={points}
            handle={mini}
          >
            <MapButtons onZoom={(isCloser) => mini.current?.zoom(isCloser)} />
          </MiniMap>
        </>
      )}
      <MapLegend isShared={!isDesk} />
    </section>
  );
}

interface MapButtonsProps {
  onZoom: (isCloser: boolean) => void;
  /** Left out where there is nothing to show. */
  onFit?: (() => void) | undefined;
}

function MapButtons({ onZoom, onFit }: MapButtonsProps) {
  const { t } = useT();
  return (
    <div class="places-map-buttons">
      <IconButton icon="plus" label={t('report:pin.closer')} onClick={() => onZoom(true)} />
      <IconButton icon="minus" label={t('report:pin.wider')} onClick={() => onZoom(false)} />
      {onFit && <IconButton icon="locate" label={t('report:map.fit')} onClick={onFit} />}
    </div>
  );
}

/** The map's code comes when the first map is opened; where it cannot draw, `refusal` says why. */
function useMap(
  room: { current: HTMLDivElement | null },
  points: readonly MapPoint[],
  centre: MapCentre,
  onChoose: (id: string) => void,
  language: string,
): { map: MapHandle | null; refusal: Trouble | null } {
  const { t } = useT();
  const [map, setMap] = useState<MapHandle | null>(null);
  const [refusal, setRefusal] = useState<Trouble | null>(null);
  const latest = useRef({ points, centre, onChoose });
  latest.current = { points, centre, onChoose };
  useEffect(() => {
    let mounted: MapHandle | null = null;
    let isWanted = true;
    const mount = ({ mountMap }: typeof import('../../../map/index.ts')): void => {
      if (!isWanted || room.current === null) return;
      const drawn = mountMap(room.current, {
        points: latest.current.points,
        centre: latest.current.centre,
        onSelect: (id) => latest.current.onChoose(id),
        language,
        labels: { map: t('report:map.map') },
      });
      if (drawn.ok) {
        mounted = drawn.value;
        setMap(mounted);
      } else setRefusal(drawn);
    };
    import('../../../map/index.ts').then(mount, () => setRefusal({ ok: false, why: 'no-webgl' }));
    return () => {
      isWanted = false;
      mounted?.destroy();
      setMap(null);
    };
  }, [language]);
  useEffect(() => map?.setPoints(points), [map, points]);
  // Once, with the first places: after that the view is hers.
  const hasPoints = points.length > 0;
  useEffect(() => {
    if (hasPoints) map?.fit('most');
  }, [map, hasPoints]);
  return { map, refusal };
}

const pointOf = ({ id, lat, lon, valence, isOwn }: PlaceSummary, isDesk: boolean): MapPoint => ({
  id,
  lat,
  lon,
  isOwn: isDesk || isOwn,
  valence: valenceOf(valence),
});
