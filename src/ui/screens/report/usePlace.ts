import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Fix, OpenResponse, OpenView, PositionSight } from '../../../app/index.ts';
import type { Geopoint } from '../../../domain/answer.ts';
import type { Point } from '../../../domain/mobility/distance.ts';
import { useApp } from '../../context.tsx';
import { isGeopoint, isSamePlace, placeOfFix, placeOfPin, settled } from './place.ts';

export const PLACE = 'place';

export interface PlaceInHand {
  sight: PositionSight;
  fix: Fix | null;
  /** What would be reported now; undefined while neither the phone nor she has told. */
  place: Geopoint | undefined;
  /** She put the crosshair there. */
  put(point: Point): void;
  /** She typed it, or took an earlier report's. */
  take(place: Geopoint): void;
  /** Back to where the phone is. */
  mine(): void;
  /** Resolves when the place is durable: whether there was another one to keep than before. */
  keep(): Promise<boolean>;
}

/** While a finger pulls, the place changes with every frame; it is saved once it rests so long. */
const REST_MS = 400;

/** The place of a draft: sought by the phone from the first moment, corrected by hand, kept with the other answers. */
export function usePlace(open: OpenResponse, view: OpenView): PlaceInHand {
  const isCorrection = view.draft.corrects !== null;
  const sight = useSight(!isCorrection);
  const fix = sight.state === 'fixed' ? sight.fix : null;
  const answer = view.state.answers[PLACE];
  const kept = isGeopoint(answer) ? answer : undefined;
  const [chosen, setChosen] = useState<Geopoint | undefined>(kept?.method === 'gps' ? undefined : kept);
  const place = chosen ?? settled(kept, fix);
  const latest = useRef({ place, kept });
  latest.current = { place, kept };

  const keep = async (): Promise<boolean> => {
    const now = latest.current;
    if (isSamePlace(now.place, now.kept)) return false;
    await open.answer(PLACE, now.place);
    return true;
  };
  useEffect(() => {
    if (chosen === undefined) return;
    const rest = setTimeout(() => void keep(), REST_MS);
    return () => clearTimeout(rest);
  }, [chosen]);
  // Who leaves while a moved pin still rests leaves it where she put it.
  const leave = useRef(keep);
  leave.current = async () => chosen !== undefined && keep();
  useLayoutEffect(() => () => void leave.current(), []);

  return {
    sight,
    fix,
    place,
    put: (point) => setChosen(placeOfPin(point, fix)),
    take: setChosen,
    mine() {
      if (fix === null) return;
      setChosen(undefined);
      void open.answer(PLACE, placeOfFix(fix));
    },
    keep,
  };
}

function useSight(isWanted: boolean): PositionSight {
  const app = useApp();
  const [sight, setSight] = useState<PositionSight>({ state: 'seeking' });
  useEffect(() => (isWanted ? app.location.watch(setSight) : undefined), [app, isWanted]);
  return sight;
}
