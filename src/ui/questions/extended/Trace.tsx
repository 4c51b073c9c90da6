import { useEffect, useRef, useState } from 'preact/hooks';
import { squareMetres } from '../../../domain/logic/extended/functions/places.ts';
import type { TracePoint } from '../../../domain/logic/extended/points.ts';
import { useT } from '../../language.ts';
import { lazyScreen } from '../../lazyScreen.tsx';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { CoordinateFields } from '../CoordinateFields.tsx';
import { questionId } from '../ids.ts';
import { accuracyWord } from '../position.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { usePosition } from '../usePosition.ts';
import {
  isNextPoint,
  lengthMetres,
  pointOfFix,
  pointOfPlace,
  sketchOf,
  traceAnswer,
  tracePoints,
} from './trace.ts';

const MapPointer = lazyScreen(async () => (await import('./MapPointer.tsx')).MapPointer);

/** A line or an area: walked with the phone in the hand, or point by point from where she stands, a map or a paper. */
export function Trace({ isClosed, ...props }: QuestionProps & { isClosed: boolean }) {
  const { value, onAnswer, readOnly } = props;
  const { labelId, describedBy } = questionLinks(props);
  const points = tracePoints(value, isClosed);
  const give = (next: readonly TracePoint[]) => onAnswer(traceAnswer(next, isClosed));
  return (
    <QuestionFrame {...props} labels="group">
      <fieldset
        class="stack"
        id={questionId(props.path)}
        tabIndex={-1}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
      >
        <Sketch points={points} isClosed={isClosed} />
        {!readOnly && <Ways {...props} points={points} onPoints={give} />}
        <Points points={points} onPoints={readOnly ? undefined : give} />
      </fieldset>
    </QuestionFrame>
  );
}

/** The shape of it, north up, and how long or large it is. */
function Sketch({ points, isClosed }: { points: readonly TracePoint[]; isClosed: boolean }) {
  const { t, number } = useT();
  const least = isClosed ? 3 : 2;
  const drawn = sketchOf(points)
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
  const length = number(Math.round(lengthMetres(points, isClosed && points.length > 2)), 0);
  return (
    <>
      {points.length > 1 && (
        // The sentence under it says the same in words.
        <svg class="trace-sketch" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
          {isClosed && points.length > 2 ? <polygon points={drawn} /> : <polyline points={drawn} />}
        </svg>
      )}
      <p role="status">
        {points.length < least && t('extended:trace.least', { n: number(least) })}
        {points.length >= least && !isClosed && t('extended:trace.length', { metres: length })}
        {points.length >= least &&
          isClosed &&
          t('extended:trace.area', { metres: length, square: number(Math.round(squareMetres(points)), 0) })}
      </p>
    </>
  );
}

type WaysProps = QuestionProps & {
  points: readonly TracePoint[];
  onPoints: (points: readonly TracePoint[]) => void;
};

function Ways({ path, points, onPoints, position }: WaysProps) {
  const { t } = useT();
  const [way, setWay] = useState<'here' | 'map' | 'type' | null>(null);
  const toggle = (next: typeof way) => () => setWay(way === next ? null : next);
  const add = (point: TracePoint) => onPoints([...points, point]);
  return (
    <>
      <div class="question-buttons">
        <Button kind={way === null ? 'primary' : 'secondary'} icon="footprints" onClick={toggle('here')}>
          {t('extended:trace.here')}
        </Button>
        <Button icon="map" onClick={toggle('map')}>
          {t('extended:trace.map')}
        </Button>
        <Button icon="pencil" onClick={toggle('type')}>
          {t('extended:geopoint.type')}
        </Button>
      </div>
      {way === 'here' && <Here points={points} onPoints={onPoints} position={position} />}
      {way === 'map' && (
        <MapPointer
          points={points}
          label={t('extended:trace.addMap')}
          onPoint={(point) => add(pointOfPlace(point))}
        />
      )}
      {way === 'type' && (
        <CoordinateFields
          id={questionId(path)}
          point={undefined}
          onPoint={(point) => add(pointOfPlace(point))}
        />
      )}
    </>
  );
}

/** One point where she stands, or one after the other while she walks. */
function Here({ points, onPoints, position }: Pick<WaysProps, 'points' | 'onPoints' | 'position'>) {
  const { t, number } = useT();
  const [isWalking, setWalking] = useState(false);
  const sight = usePosition(position, !isWalking);
  const latest = useRef({ points, onPoints });
  latest.current = { points, onPoints };
  useEffect(() => {
    if (!isWalking || position === undefined) return;
    return position.watch((next) => {
      const now = latest.current;
      if (next.state !== 'fixed' || !isNextPoint(now.points.at(-1), next.fix)) return;
      now.onPoints([...now.points, pointOfFix(next.fix)]);
    });
  }, [isWalking, position]);
  if (sight.state === 'refused' || sight.state === 'unavailable') {
    return (
      <Notice tone="attention" icon="map-pin" title={t(`extended:geopoint.${sight.state}`)} live="polite" />
    );
  }
  const fix = sight.state === 'fixed' ? sight.fix : undefined;
  return (
    <div class="stack">
      <p role="status">
        {isWalking
          ? t('extended:trace.walking', { n: number(points.length) })
          : fix === undefined
            ? t('extended:geopoint.seeking')
            : t(`extended:geopoint.${accuracyWord(fix.accuracyMetres)}`, {
                metres: number(Math.ceil(fix.accuracyMetres)),
              })}
      </p>
      {!isWalking && (
        <Button
          icon="plus"
          full
          disabled={fix === undefined}
          onClick={() => fix && onPoints([...points, pointOfFix(fix)])}
        >
          {t('extended:trace.add')}
        </Button>
      )}
      <Button icon={isWalking ? 'square' : 'route'} full onClick={() => setWalking(!isWalking)}>
        {t(isWalking ? 'extended:trace.stop' : 'extended:trace.walk')}
      </Button>
    </div>
  );
}

/** More lines than these say nothing more. */
const LISTED_MAX = 100;

function Points({
  points,
  onPoints,
}: {
  points: readonly TracePoint[];
  onPoints: WaysProps['onPoints'] | undefined;
}) {
  const { t, number } = useT();
  if (points.length === 0) return null;
  return (
    <details class="trace-points">
      <summary>
        <Icon name="chevron-down" />
        {t('extended:trace.points', { count: points.length, n: number(points.length) })}
      </summary>
      <ol>
        {points.slice(-LISTED_MAX).map(({ lat, lon }, at) => {
          const index = Math.max(points.length - LISTED_MAX, 0) + at;
          return (
            <li key={`${index} ${lat} ${lon}`}>
              <span>{number(index + 1)}</span>
              <bdi dir="ltr">{`${lat.toFixed(5)}, ${lon.toFixed(5)}`}</bdi>
              {onPoints !== undefined && (
                <IconButton
                  icon="trash"
                  label={t('extended:trace.remove', { n: number(index + 1) })}
                  onClick={() => onPoints(points.filter((_, other) => other !== index))}
                />
              )}
            </li>
          );
        })}
      </ol>
      {onPoints !== undefined && (
        <Button kind="quiet" icon="undo" onClick={() => onPoints(points.slice(0, -1))}>
          {t('extended:trace.undo')}
        </Button>
      )}
    </details>
  );
}
