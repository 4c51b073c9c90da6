import type { SessionContext } from './context.ts';
import type { Outcome } from './endpoint.ts';
import type { Size } from './learning.ts';

/**
 * Asks, and learns from how long the answer took how much to carry next time. A clock that was set meanwhile makes it
 * 0 ms. An answer that broke off would not have come whole however long it was waited for: less is asked for then.
 * @param usedOf how much of `size` the answer, or what it answers, carried; null: it broke off
 */
export async function measured<T>(
  { now, pace }: Pick<SessionContext, 'now' | 'pace'>,
  size: Size,
  ask: () => Promise<Outcome<T>>,
  usedOf: (value: T) => number | null,
): Promise<Outcome<T>> {
  const startMs = now();
  const outcome = await ask();
  const isLink = outcome.ok || outcome.why === 'unreachable';
  if (isLink || outcome.why === 'server-trouble') {
    const used = outcome.ok ? usedOf(outcome.value) : null;
    const isCut = used === null && isLink && (outcome.ok || outcome.status > 0);
    pace.learn(size, used, isCut ? Number.POSITIVE_INFINITY : Math.max(0, now() - startMs));
  }
  return outcome;
}
