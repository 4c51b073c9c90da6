import type { EndpointTrouble } from './endpoint.ts';
import { troubleOf } from './httpTrouble.ts';

export type Later = typeof import('./later.ts');

/**
 * A step of the chunk that a first question does not wait for. A phone that has never been wholly loaded may be without
 * a network when it needs the rest.
 */
export async function later<T>(step: (steps: Later) => Promise<T>): Promise<T | EndpointTrouble> {
  const steps = await import('./later.ts').catch(() => undefined);
  return steps === undefined ? troubleOf('unreachable', 0) : step(steps);
}
