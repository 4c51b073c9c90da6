import type { Valence } from '../../../domain/mobility/kinds.ts';

/** The signs of the map as small drawings: outlines differ without colour. On a phone the filled ones are hers. */
const OUTLINES: Readonly<Record<Valence, string>> = {
  problem: 'M12 3.5 21.5 20h-19Z',
  opportunity: 'M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16Z',
  good: 'm12 2.5 2.8 6.2 6.7.7-5 4.6 1.4 6.7-5.9-3.5-5.9 3.5 1.4-6.7-5-4.6 6.7-.7Z',
};

export function PlaceMark({ valence, isFilled }: { valence: Valence; isFilled: boolean }) {
  return (
    <svg
      class={`place-mark place-mark-${valence} ${isFilled ? 'place-mark-own' : ''}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={OUTLINES[valence]} />
    </svg>
  );
}
