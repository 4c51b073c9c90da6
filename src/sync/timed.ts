import type { SessionContext } from './context.ts';
import type { Outcome } from './endpoint.ts';

/** How long an answer took, in milliseconds of the phone's clock; a clock that was set meanwhile makes it 0. */
export async function timed<T>(
  { now }: Pick<SessionContext, 'now'>,
  ask: () => Promise<Outcome<T>>,
): Promise<{ outcome: Outcome<T>; tookMs: number }> {
  const startMs = now();
  const outcome = await ask();
  return { outcome, tookMs: Math.max(0, now() - startMs) };
}
