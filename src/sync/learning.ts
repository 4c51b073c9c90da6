import type { EndpointMemory } from '../storage/index.ts';
import {
  type Pace,
  PHOTO_BYTES_FIRST,
  PHOTO_PACE,
  paced,
  ROWS_FIRST,
  ROWS_PACE,
  TEXT_BYTES_FIRST,
  TEXT_PACE,
} from './pace.ts';

/** The sizes of this session's requests, as they are learnt. */
export interface Learning {
  readonly textBytes: number;
  readonly photoBytes: number;
  readonly rows: number;
  /** Each takes what was carried and how long that took; gives the size for the next time. */
  learnText: Learn;
  learnPhotos: Learn;
  learnRows: Learn;
  /** An endpoint or a proxy finds a body of `bytes` too large. */
  refuseText(bytes: number): void;
  /** What is worth keeping for the next session; undefined when it is as it was. */
  news(): EndpointMemory | undefined;
}

type Learn = (used: number, tookMs: number, isBroken: boolean) => number;

interface Sizes {
  textBytes: number;
  photoBytes: number;
  rows: number;
}

/** Changes smaller than this are the weather of a link, and not worth a write. */
const WORTH_KEEPING = 1.25;

export function learningFrom(known: EndpointMemory): Learning {
  const sizes: Sizes = {
    textBytes: known.textBytes ?? TEXT_BYTES_FIRST,
    photoBytes: known.photoBytes ?? PHOTO_BYTES_FIRST,
    rows: known.rows ?? ROWS_FIRST,
  };
  const first = { ...sizes };
  const learnAs =
    (key: keyof Sizes, pace: Pace): Learn =>
    (used, tookMs, isBroken) => {
      sizes[key] = paced(pace, sizes[key], used, tookMs, isBroken);
      return sizes[key];
    };
  return {
    get textBytes() {
      return sizes.textBytes;
    },
    get photoBytes() {
      return sizes.photoBytes;
    },
    get rows() {
      return sizes.rows;
    },
    learnText: learnAs('textBytes', TEXT_PACE),
    learnPhotos: learnAs('photoBytes', PHOTO_PACE),
    learnRows: learnAs('rows', ROWS_PACE),
    refuseText(bytes) {
      sizes.textBytes = Math.max(TEXT_PACE.min, Math.floor(bytes / 2));
    },
    news: () => (isNews(first, sizes) ? { ...sizes } : undefined),
  };
}

const isNews = (before: Sizes, after: Sizes): boolean =>
  (['textBytes', 'photoBytes', 'rows'] as const).some((key) => {
    const step = after[key] / before[key];
    return step > WORTH_KEEPING || step < 1 / WORTH_KEEPING;
  });
