import '../../screens/report/report.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Answer } from '../../../domain/answer.ts';
import type { Choice } from '../../../domain/form/definition.ts';
import { distanceMetres, type Point } from '../../../domain/mobility/distance.ts';
import { useT, useWords } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckList, ChoiceList, type Option } from '../../parts/ChoiceList.tsx';
import { Arrows } from '../../screens/report/Arrows.tsx';
import { MiniMap, type MiniMapRef } from '../../screens/report/MiniMap.tsx';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { usePosition } from '../usePosition.ts';
import { useChoiceMedia } from './ChoiceMedia.tsx';
import { nearestOf, type PlacedChoice } from './placed.ts';
import { Clear } from './Range.tsx';

export interface MapChoicesProps extends QuestionProps {
  places: readonly PlacedChoice[];
  onSearch: () => void;
}

/** As many as one compares without scrolling far. */
const LISTED_MAX = 6;
/** More marks than these run into each other. */
const MARKED_MAX = 300;

/**
 * XLSForm's `map`: what lies nearest to the middle of the map can be chosen. The map begins where she stands, so that
 * the house before her comes first; a list beside it needs no fingertip on a mark and is there for a screen reader.
 */
export function MapChoices({ places, onSearch, ...props }: MapChoicesProps) {
  const { question, value, choices, position, onAnswer, readOnly } = props;
  const { t, number } = useT();
  const hasWords = useWords('report');
  const withMedia = useChoiceMedia(props);
  const map: MiniMapRef = useRef(null);
  const [moved, setMoved] = useState<Point | undefined>(undefined);
  const sight = usePosition(position, !readOnly);
  const fix = sight.state === 'fixed' ? sight.fix : undefined;
  const isMultiple = question.row.type === 'select_multiple';
  const chosen = [value ?? []].flat().map(String);
  const isChosen = ({ name }: Choice) => chosen.includes(name);
  const middle: Point = moved ??
    places.find(({ choice }) => isChosen(choice)) ??
    places[0] ?? { lat: 0, lon: 0 };
  // Only the first fix moves the map: a list that is sorted anew under a finger gives a wrong answer.
  useEffect(() => {
    if (fix !== undefined && moved === undefined && chosen.length === 0) setMoved((here) => here ?? fix);
  }, [fix !== undefined]);
  const near = useMemo(() => nearestOf(places, middle, MARKED_MAX), [places, middle.lat, middle.lon]);
  const marks = useMemo(
    () =>
      near.map(({ choice, lat, lon }) => {
        const isOwn = isChosen(choice);
        return {
          id: choice.name,
          lat,
          lon,
          isOwn,
          valence: isOwn ? ('good' as const) : ('opportunity' as const),
        };
      }),
    [near, value],
  );
  const { id, labelId, describedBy, invalid } = questionLinks(props, isMultiple);
  if (!hasWords) return <Busy />;
  const metresTo = new Map(near.slice(0, LISTED_MAX).map((one) => [one.choice, distanceMetres(middle, one)]));
  // What she has chosen stays in sight, however far she moves the map.
  const listed = [...choices.filter((one) => isChosen(one) && !metresTo.has(one)), ...metresTo.keys()];
  const options: Option[] = withMedia(listed).map((option, at) => {
    const metres = metresTo.get(listed[at] as Choice);
    return metres === undefined
      ? option
      : { ...option, hint: t('report:metres', { metres: number(Math.round(metres)) }) };
  });
  const common = { id, labelledBy: labelId, describedBy, invalid, disabled: readOnly, options };
  const choose = (answer: Answer | undefined) => {
    setMoved(middle);
    onAnswer(answer);
  };
  const several = (names: string[]) => choose(names.length === 0 ? undefined : names);
  return (
    <QuestionFrame {...props} labels="group" hintElse={isMultiple ? t('question:choice.several') : undefined}>
      {/* Lower than elsewhere: the nearest choices should be in sight beside it. */}
      <div class="stack" style={{ '--mini-map-height': '8rem' }}>
        <MiniMap
          centre={middle}
          fix={fix ?? null}
          points={marks}
          label={t('extended:trace.mapLabel')}
          handle={map}
          onMove={setMoved}
        />
        <p class="soft small">{t('extended:mapChoices.nearest')}</p>
      </div>
      {isMultiple ? (
        <CheckList {...common} values={chosen} onChange={several} />
      ) : (
        <ChoiceList {...common} value={chosen[0]} onChange={choose} />
      )}
      {!isMultiple && <Clear {...props} />}
      {/* After what is to be chosen, which a small screen would not show otherwise. */}
      <Arrows map={map} onMine={fix && (() => setMoved(fix))} />
      {!readOnly && (
        <Button kind="quiet" icon="search" onClick={onSearch}>
          {t('extended:mapChoices.search')}
        </Button>
      )}
    </QuestionFrame>
  );
}
