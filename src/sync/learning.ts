import type { EndpointMemory } from '../storage/index.ts';
import {
  PHOTO_BYTES_FIRST,
  PHOTO_PACE,
  paced,
  ROWS_FIRST,
  ROWS_PACE,
  TEXT_BYTES_FIRST,
  TEXT_PACE,
} from './pace.ts';

/** The sizes of a session's requests, as they are learnt: bytes of text and of photos, rows of changes. */
export interface Learning {
  readonly sizes: Record<Size, number>;
  /** Takes what was carried (null: the link broke) and how long that took. */
  learn(size: Size, used: number | null, tookMs: number): void;
  /** What is worth keeping for the next session; undefined when it is as it was. */
  news(): EndpointMemory | undefined;
}

export type Size = 'textBytes' | 'photoBytes' | 'rows';

const PACES = { textBytes: TEXT_PACE, photoBytes: PHOTO_PACE, rows: ROWS_PACE };

/** Changes smaller than this are the weather of a link, and not worth a write. */
const WORTH_KEEPING = 1.25;

export function learningFrom({
  textBytes = TEXT_BYTES_FIRST,
  photoBytes = PHOTO_BYTES_FIRST,
  rows = ROWS_FIRST,
}: EndpointMemory): Learning {
  const first = { textBytes, photoBytes, rows };
  const sizes = { ...first };
  const isNews = (size: Size): boolean =>
    Math.max(sizes[size] / first[size], first[size] / sizes[size]) > WORTH_KEEPING;
  return {
    sizes,
    learn(size, ...load) {
      sizes[size] = paced(PACES[size], sizes[size], ...load);
    },
    news: () => ((Object.keys(PACES) as Size[]).some(isNews) ? sizes : undefined),
  };
}
