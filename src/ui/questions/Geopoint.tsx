import { useState } from 'preact/hooks';
import type { Answer, Geopoint as Point } from '../../domain/answer.ts';
import { useT } from '../language.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { CoordinateFields } from './CoordinateFields.tsx';
import { accuracyWord, pointOf } from './position.ts';
import { QuestionFrame, questionLinks } from './QuestionFrame.tsx';
import type { PositionSight, QuestionProps } from './types.ts';
import { usePosition } from './usePosition.ts';

export function Geopoint(props: QuestionProps) {
  const { value, onAnswer, position, readOnly } = props;
  const { t } = useT();
  const point = isPoint(value) ? value : undefined;
  const [isTyping, setTyping] = useState(false);
  const { id } = questionLinks(props);
  const sight = usePosition(position, point === undefined && !readOnly);
  return (
    <QuestionFrame {...props} labels="group">
      {point !== undefined && <Kept point={point} />}
      {point === undefined && !readOnly && <Sight id={id} sight={sight} onUse={onAnswer} />}
      {!readOnly && (
        <div class="question-buttons">
          {point !== undefined && (
            <Button id={id} icon="locate" onClick={() => onAnswer(undefined)}>
              {t('question:geopoint.again')}
            </Button>
          )}
          <Button kind="quiet" icon="pencil" onClick={() => setTyping(!isTyping)}>
            {t('question:geopoint.type')}
          </Button>
        </div>
      )}
      {isTyping && !readOnly && (
        <CoordinateFields
          id={id}
          point={point}
          onPoint={(typed) => {
            setTyping(false);
            onAnswer(typed);
          }}
        />
      )}
    </QuestionFrame>
  );
}

function Kept({ point }: { point: Point }) {
  const { t } = useT();
  return (
    <Notice tone="ready" title={t('question:geopoint.kept')} live="polite">
      <bdi dir="ltr">{`${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`}</bdi>
      {point.accuracyMetres !== undefined && (
        <p>
          <Accuracy metres={point.accuracyMetres} />
        </p>
      )}
    </Notice>
  );
}

function Accuracy({ metres }: { metres: number }) {
  const { t, number } = useT();
  return <>{t(`question:geopoint.${accuracyWord(metres)}`, { metres: number(Math.ceil(metres)) })}</>;
}

function Sight({ id, sight, onUse }: { id: string; sight: PositionSight; onUse: (point: Point) => void }) {
  const { t, trouble } = useT();
  if (sight.state === 'refused') {
    return <Notice tone="attention" icon="map-pin" title={trouble('location-refused')} live="polite" />;
  }
  if (sight.state === 'unavailable') {
    return (
      <Notice tone="attention" icon="map-pin" title={t('question:geopoint.unavailable')} live="polite" />
    );
  }
  const fix = sight.state === 'fixed' ? sight.fix : undefined;
  return (
    <>
      <Notice
        tone={fix !== undefined && accuracyWord(fix.accuracyMetres) === 'good' ? 'ready' : 'info'}
        icon="locate"
        title={fix === undefined ? t('question:geopoint.seeking') : <Accuracy metres={fix.accuracyMetres} />}
      >
        {fix !== undefined && accuracyWord(fix.accuracyMetres) === 'poor' && t('question:geopoint.wait')}
      </Notice>
      <Button
        id={id}
        kind="primary"
        icon="map-pin"
        full
        disabled={fix === undefined}
        onClick={() => fix !== undefined && onUse(pointOf(fix))}
      >
        {t('question:geopoint.use')}
      </Button>
    </>
  );
}

const isPoint = (value: Answer | undefined): value is Point => typeof value === 'object' && 'lat' in value;
