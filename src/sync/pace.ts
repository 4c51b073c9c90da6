/**
 * How much to ask of a link at once, learnt from how long it took: what it carries in about `aimMs`. More would lose
 * more when the link breaks; less would cost a round trip for every little.
 */
export interface Pace {
  readonly aimMs: number;
  readonly min: number;
  readonly max: number;
}

/** One step never goes further than this: a single fast or slow answer says little. */
const STEP_MAX = 4;

/**
 * The size for the next time.
 * @param size what was aimed at
 * @param used what there was to carry, at most `size`; a small rest says nothing about a larger load. Null: it broke
 * @param tookMs until the answer was here, or until the link broke
 */
export function paced({ aimMs, min, max }: Pace, size: number, used: number | null, tookMs: number): number {
  // A link that breaks at once was never there, and teaches nothing.
  if (used === null) return tookMs < aimMs / 2 ? size : clamp(size / 2, min, max);
  const isFull = used >= size / 2;
  if (!isFull && tookMs <= aimMs) return size;
  const fitting = (used * aimMs) / Math.max(1, tookMs);
  return clamp(clamp(fitting, size / STEP_MAX, size * STEP_MAX), min, max);
}

const clamp = (value: number, min: number, max: number): number =>
  Math.round(Math.min(max, Math.max(min, value)));

/** Bytes of text before compression, which makes about a sixth of them. At most what proxies take that stop at 1 MB. */
export const TEXT_PACE: Pace = { aimMs: 10_000, min: 32_000, max: 900_000 };
/** Until more is known: some seconds at 3G, and not for ever at the edge of coverage. */
export const TEXT_BYTES_FIRST = 300_000;

/**
 * Bytes of photos in base64; at least one goes, however heavy. The longest photo is 640 KB so. Somewhat longer than
 * text, which is through before: at 3G three photos of 100 KB go together instead of two, for a third fewer round trips.
 */
export const PHOTO_PACE: Pace = { aimMs: 13_000, min: 1, max: 660_000 };
export const PHOTO_BYTES_FIRST = 150_000;

/**
 * Rows with their documents. Twice the time: nothing of a person's is at stake when a pull breaks off. One at least: a
 * link that breaks after some kilobytes gets on all the same.
 */
export const ROWS_PACE: Pace = { aimMs: 20_000, min: 1, max: 2000 };
export const ROWS_FIRST = 250;
