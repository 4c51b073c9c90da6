import type { StepTrouble } from './context.ts';

/**
 * Of two that came side by side, the one that says to wait or to sign in: the other would try again too soon. A pause that
 * either asks for holds.
 */
export const graver = (one: StepTrouble, other: StepTrouble): StepTrouble => {
  if (!one || !other) return one ?? other;
  if (weight(one) < weight(other)) return graver(other, one);
  return { ...one, retryAfterMs: one.retryAfterMs ?? other.retryAfterMs };
};

const weight = ({ why, retryAfterMs = 0 }: NonNullable<StepTrouble>): number =>
  ['locked-out', 'wrong-password'].indexOf(why) * 1e9 + retryAfterMs;
