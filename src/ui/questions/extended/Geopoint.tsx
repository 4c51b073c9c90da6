import { useState } from 'preact/hooks';
import type { Answer, Geopoint as Point } from '../../../domain/answer.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { CoordinateFields } from '../CoordinateFields.tsx';
import { questionId } from '../ids.ts';
import { accuracyWord, pointOf } from '../position.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { PositionSight, QuestionProps } from '../types.ts';
import { usePosition } from '../usePosition.ts';

export function Geopoint(props: QuestionProps) {
  const { value, onAnswer, position, readOnly } = props;
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
  return (
    <QuestionFrame {...props} labels="group">
      <fieldset
        class="question-place"
        id={id}
        tabIndex={-1}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
      >
        {point !== undefined && <Kept point={point} />}
        {isLooking && <Sight sight={sight} onUse={take} />}
        {!readOnly && (
          <Others
            {...props}
            point={point}
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
  isLooking: boolean;
  onLook: () => void;
  onTake: (point: Point | undefined) => void;
};

/** The other ways: look again, type it, or leave it open. */
function Others({ path, question, point, isLooking, onLook, onTake }: OthersProps) {
  const { t } = useT();
  const [isTyping, setTyping] = useState(false);
  const type = (point: Point) => {
    setTyping(false);
    onTake(point);
  };
  return (
    <>
      {!isLooking && (
        <Button icon="locate" onClick={onLook}>
          {t('extended:geopoint.again')}
        </Button>
      )}
      <div class="question-buttons">
        <Button kind="quiet" icon="pencil" onClick={() => setTyping(!isTyping)}>
          {t('extended:geopoint.type')}
        </Button>
        {point !== undefined && question.row.required === undefined && (
          <Button kind="quiet" icon="undo" onClick={() => onTake(undefined)}>
            {t('question:choice.clear')}
          </Button>
        )}
      </div>
      {isTyping && <CoordinateFields id={questionId(path)} point={point} onPoint={type} />}
    </>
  );
}

function Kept({ point }: { point: Point }) {
  const { t } = useT();
  return (
    <Notice tone="ready" title={t('extended:geopoint.kept')} live="polite">
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
  return <>{t(`extended:geopoint.${accuracyWord(metres)}`, { metres: number(Math.ceil(metres)) })}</>;
}

function Sight({ sight, onUse }: { sight: PositionSight; onUse: (point: Point) => void }) {
  const { t } = useT();
  if (sight.state === 'refused') {
    return <Notice tone="attention" icon="map-pin" title={t('extended:geopoint.refused')} live="polite" />;
  }
  if (sight.state === 'unavailable') {
    return (
      <Notice tone="attention" icon="map-pin" title={t('extended:geopoint.unavailable')} live="polite" />
    );
  }
  const fix = sight.state === 'fixed' ? sight.fix : undefined;
  return (
    <>
      <Notice
        tone={fix !== undefined && accuracyWord(fix.accuracyMetres) === 'good' ? 'ready' : 'info'}
        icon="locate"
        title={fix === undefined ? t('extended:geopoint.seeking') : <Accuracy metres={fix.accuracyMetres} />}
      >
        {fix !== undefined && accuracyWord(fix.accuracyMetres) === 'poor' && t('extended:geopoint.wait')}
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
