import { useEffect, useState } from 'preact/hooks';
import type { Answer, Geopoint as Point } from '../../../domain/answer.ts';
import { useT } from '../../language.ts';
import { lazyScreen } from '../../lazyScreen.tsx';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { CoordinateFields } from '../CoordinateFields.tsx';
import { questionId } from '../ids.ts';
import { accuracyWord, pointOf } from '../position.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { PositionFix, PositionSight, QuestionProps } from '../types.ts';
import { usePosition } from '../usePosition.ts';

const MapPointer = lazyScreen(async () => (await import('./MapPointer.tsx')).MapPointer);
const PlaceOnMap = lazyScreen(async () => (await import('./MapPointer.tsx')).PlaceOnMap);

export function Geopoint(props: QuestionProps) {
  const { value, onAnswer, position, readOnly } = props;
  const limits = limitsOf(props);
  const point = isPoint(value) ? value : undefined;
  const [isLookingAgain, setLookingAgain] = useState(false);
  const { id, labelId, describedBy } = questionLinks(props);
  // A kept place stays kept until a better one is taken: the signal may be gone by now.
  const isLooking = !readOnly && (point === undefined || isLookingAgain);
  const sight = usePosition(position, isLooking);
  const take = (taken: Point | undefined) => {
    setLookingAgain(false);
    onAnswer(taken);
  };
  const fix = sight.state === 'fixed' ? sight.fix : undefined;
  const isGoodEnough = isLooking && fix !== undefined && fix.accuracyMetres <= (limits.captureMetres ?? 0);
  useEffect(() => {
    if (isGoodEnough) take(pointOf(fix));
  }, [isGoodEnough]);
  return (
    <QuestionFrame {...props} labels="group">
      <fieldset
        class="question-place"
        id={id}
        tabIndex={-1}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
      >
        {point !== undefined && <Kept point={point} limits={limits} />}
        {point !== undefined && hasMap(props) && <PlaceOnMap point={point} />}
        {isLooking && <Sight sight={sight} limits={limits} onUse={take} />}
        {!readOnly && (
          <Others
            {...props}
            point={point}
            fix={fix}
            isLooking={isLooking}
            onLook={() => setLookingAgain(true)}
            onTake={take}
          />
        )}
      </fieldset>
    </QuestionFrame>
  );
}

type OthersProps = QuestionProps & {
  point: Point | undefined;
  fix: PositionFix | undefined;
  isLooking: boolean;
  onLook: () => void;
  onTake: (point: Point | undefined) => void;
};

/** The other ways: look again, type it, or leave it open. */
function Others({ point, fix, isLooking, onLook, onTake, ...props }: OthersProps) {
  const { path, question } = props;
  const { t } = useT();
  const [way, setWay] = useState<'type' | 'map' | null>(null);
  const toggle = (next: typeof way) => () => setWay(way === next ? null : next);
  const give = (given: Point) => {
    setWay(null);
    onTake(given);
  };
  return (
    <>
      {!isLooking && (
        <Button icon="locate" onClick={onLook}>
          {t('extended:geopoint.again')}
        </Button>
      )}
      <div class="question-buttons">
        {/placement-map/.test(question.row.appearance ?? '') && (
          <Button icon="map" onClick={toggle('map')}>
            {t('extended:trace.map')}
          </Button>
        )}
        <Button kind="quiet" icon="pencil" onClick={toggle('type')}>
          {t('extended:geopoint.type')}
        </Button>
        {point !== undefined && question.row.required === undefined && (
          <Button kind="quiet" icon="undo" onClick={() => onTake(undefined)}>
            {t('question:choice.clear')}
          </Button>
        )}
      </div>
      {way === 'type' && <CoordinateFields id={questionId(path)} point={point} onPoint={give} />}
      {way === 'map' && (
        <MapPointer
          points={[point ?? fix ?? []].flat()}
          label={t('extended:geopoint.useMap')}
          onPoint={({ lat, lon }) => give({ lat, lon, method: 'manual' })}
        />
      )}
    </>
  );
}

/** What a form asks of a fix, in metres; left out, the phone's own words say what is good. */
interface Limits {
  /** A fix as good as this is taken without a tap. */
  captureMetres: number | undefined;
  /** A worse one is called poor. */
  warningMetres: number | undefined;
}

/**
 * XLSForm's `capture-accuracy` and `warning-accuracy`. Without a tap a place is taken only where the question stands
 * alone: in a list it would be the place of whoever scrolls past.
 */
function limitsOf({ question, heading = 1 }: QuestionProps): Limits {
  const of = (key: string) => Number(question.row.parameters?.[key]) || undefined;
  return {
    captureMetres: heading === 1 ? of('capture-accuracy') : undefined,
    warningMetres: of('warning-accuracy'),
  };
}

const hasMap = ({ question }: QuestionProps): boolean =>
  /maps|placement-map/.test(question.row.appearance ?? '');

function Kept({ point, limits }: { point: Point; limits: Limits }) {
  const { t } = useT();
  const isPoor = (point.accuracyMetres ?? 0) > (limits.warningMetres ?? Number.POSITIVE_INFINITY);
  return (
    <Notice tone={isPoor ? 'attention' : 'ready'} title={t('extended:geopoint.kept')} live="polite">
      <bdi dir="ltr">{`${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`}</bdi>
      {point.accuracyMetres !== undefined && (
        <p>
          <Accuracy metres={point.accuracyMetres} limits={limits} />
        </p>
      )}
      {isPoor && <AskedFor metres={limits.warningMetres} />}
    </Notice>
  );
}

function Accuracy({ metres, limits }: { metres: number; limits: Limits }) {
  const { t, number } = useT();
  const word = accuracyWord(metres, limits.warningMetres);
  return <>{t(`extended:geopoint.${word}`, { metres: number(Math.ceil(metres)) })}</>;
}

function AskedFor({ metres = 0 }: { metres: number | undefined }) {
  const { t, number } = useT();
  return <p>{t('extended:geopoint.asked', { metres: number(metres) })}</p>;
}

interface SightProps {
  sight: PositionSight;
  limits: Limits;
  onUse: (point: Point) => void;
}

function Sight({ sight, limits, onUse }: SightProps) {
  const { t, number } = useT();
  if (sight.state === 'refused') {
    return <Notice tone="attention" icon="map-pin" title={t('extended:geopoint.refused')} live="polite" />;
  }
  if (sight.state === 'unavailable') {
    return (
      <Notice tone="attention" icon="map-pin" title={t('extended:geopoint.unavailable')} live="polite" />
    );
  }
  const fix = sight.state === 'fixed' ? sight.fix : undefined;
  const word = fix && accuracyWord(fix.accuracyMetres, limits.warningMetres);
  return (
    <>
      <Notice
        tone={word === 'good' ? 'ready' : 'info'}
        icon="locate"
        title={
          fix === undefined ? (
            t('extended:geopoint.seeking')
          ) : (
            <Accuracy metres={fix.accuracyMetres} limits={limits} />
          )
        }
      >
        {word === 'poor' && t('extended:geopoint.wait')}
        {word === 'poor' && limits.warningMetres !== undefined && <AskedFor metres={limits.warningMetres} />}
        {limits.captureMetres !== undefined && (
          <p>{t('extended:geopoint.bySelf', { metres: number(limits.captureMetres) })}</p>
        )}
      </Notice>
      <Button
        kind="primary"
        icon="map-pin"
        full
        disabled={fix === undefined}
        onClick={() => fix !== undefined && onUse(pointOf(fix))}
      >
        {t('extended:geopoint.use')}
      </Button>
    </>
  );
}

const isPoint = (value: Answer | undefined): value is Point => typeof value === 'object' && 'lat' in value;
