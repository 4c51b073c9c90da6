import { useMemo } from 'preact/hooks';
import type { PlaceSummary } from '../../../app/index.ts';
import type { MediaReference } from '../../../domain/answer.ts';
import type { Point } from '../../../domain/mobility/distance.ts';
import { useT } from '../../language.ts';
import { IconButton } from '../../parts/IconButton.tsx';
import { questionId } from '../../questions/ids.ts';
import { AccuracyPill } from './AccuracyPill.tsx';
import { valenceOf } from './kinds.ts';
import { MiniMap, type MiniMapRef } from './MiniMap.tsx';
import { ReportPhoto } from './ReportPhoto.tsx';
import { PLACE, type PlaceInHand } from './usePlace.ts';

export interface ReportMapProps {
  inHand: PlaceInHand;
  places: readonly PlaceSummary[];
  /** What is shown while nothing is known: the campaign's centre. */
  start: Point;
  /** Id of this report, which is not drawn a second time under its own pin. */
  own: string;
  handle?: MiniMapRef | undefined;
  photo?: MediaReference | undefined;
  onRemovePhoto?: (() => void) | undefined;
  onPin?: (() => void) | undefined;
}

/** The place under the pin, with what is known of it. */
export function ReportMap(props: ReportMapProps) {
  const { inHand, places, start, own, handle, photo, onRemovePhoto, onPin } = props;
  const { t } = useT();
  const points = useMemo(() => places.filter((place) => place.id !== own).map(pointOf), [places, own]);
  return (
    <MiniMap
      id={questionId(PLACE)}
      label={t('report:pin.map')}
      centre={inHand.place ?? inHand.fix ?? start}
      fix={inHand.fix}
      points={points}
      onMove={inHand.put}
      isPlaced={inHand.place !== undefined}
      handle={handle}
    >
      <AccuracyPill inHand={inHand} />
      {onPin && (
        <div class="map-corner">
          <IconButton icon="crosshair" label={t('report:pin.move')} onClick={onPin} />
        </div>
      )}
      {photo && onRemovePhoto && <ReportPhoto key={photo.media} photo={photo} onRemove={onRemovePhoto} />}
    </MiniMap>
  );
}

const pointOf = ({ id, lat, lon, valence, isOwn }: PlaceSummary) => ({
  id,
  lat,
  lon,
  isOwn,
  valence: valenceOf(valence),
});
