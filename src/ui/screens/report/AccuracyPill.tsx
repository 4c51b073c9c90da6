import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import type { IconName } from '../../parts/icons.ts';
import { accuracyWord } from '../../questions/position.ts';
import type { PlaceInHand } from './usePlace.ts';

/** How well the place is known, in a word, a number and a picture. */
export function AccuracyPill({ inHand }: { inHand: PlaceInHand }) {
  const { icon, text } = usePillText(inHand);
  return (
    // Not live: with every metre gained it would speak over everything else.
    <p class="map-pill">
      <Icon name={icon} />
      <span>{text}</span>
    </p>
  );
}

function usePillText({ place, sight }: PlaceInHand): { icon: IconName; text: string } {
  const { t, number } = useT();
  const metres = (value: number): { metres: string } => ({ metres: number(Math.ceil(value), 0) });
  if (place?.method === 'gps' && place.accuracyMetres !== undefined) {
    const word = accuracyWord(place.accuracyMetres);
    const icon = word === 'good' ? 'circle-check' : word === 'fair' ? 'locate' : 'triangle-alert';
    return { icon, text: t(`report:gps.${word}`, metres(place.accuracyMetres)) };
  }
  if (place?.movedMetres !== undefined) {
    return { icon: 'crosshair', text: t('report:gps.moved', metres(place.movedMetres)) };
  }
  if (place !== undefined) return { icon: 'crosshair', text: t('report:gps.hand') };
  if (sight.state === 'seeking') return { icon: 'locate', text: t('report:gps.seeking') };
  return { icon: 'triangle-alert', text: t('report:gps.none') };
}
