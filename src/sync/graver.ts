import type { StepTrouble } from './context.ts';

/** Of two that came side by side, the one that says to wait or to sign in: the other would try again too soon. */
export const graver = (one: StepTrouble, other: StepTrouble): StepTrouble =>
  one && weight(one) >= weight(other) ? one : (other ?? one);

const weight = (trouble: StepTrouble): number =>
  ['locked-out', 'wrong-password'].indexOf(trouble?.why ?? '') * 1e9 + (trouble?.retryAfterMs ?? 0);
