import { isEmptyReport } from '../../../domain/emptyDraft.ts';
import type { Draft } from '../../../domain/response.ts';

const begunHere = new Set<string>();

/** She has just asked for this report, in this page. */
export function beginsHere(id: string): void {
  begunHere.add(id);
}

/**
 * Whether the phone's Back key has led to a report that a dead page left behind without a choice: nobody wants to see
 * that one. After a reload she does: she was about to report something.
 */
export function isLeftBehind(draft: Draft): boolean {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return visit?.type === 'back_forward' && !begunHere.has(draft.id) && isEmptyReport(draft);
}
