import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../app/index.ts';
import type { Page } from '../../../domain/form/state.ts';
import { pageAddress, pageAfter, pageBefore } from './steps.ts';

interface Place {
  open: OpenResponse;
  view: OpenView;
  page: Page;
  isFromReview: boolean;
}

/**
 * Back and Next. Going on adds to the browser's history, so that the phone's own Back key goes back by a page; the
 * button Back then takes the same way instead of making the history longer.
 */
export function usePaging({ open, view, page, isFromReview }: Place, mayLeave: () => Promise<boolean>) {
  const { route } = useLocation();
  const { id } = view.draft;
  const here = page.path;
  const isGoing = useRef(false);
  useEffect(() => {
    isGoing.current = false;
    if (wayHere.at(-1)?.to !== here) wayHere.length = 0;
  }, [here]);

  async function next(): Promise<void> {
    if (isGoing.current) return;
    isGoing.current = true;
    const isFree = await mayLeave();
    isGoing.current = false;
    if (isFree) goOn(isFromReview ? undefined : pageAfter(open.current().pages, here));
  }

  function goOn(after: Page | undefined): void {
    if (after !== undefined) wayHere.push({ from: here, to: after.path });
    route(after === undefined ? `/survey/${id}/review` : pageAddress(id, after.path));
  }

  function back(): void {
    const before = pageBefore(view.pages, here);
    const isWhereSheCameFrom = before !== undefined && wayHere.at(-1)?.from === before.path;
    if (isFromReview) route(`/survey/${id}/review`, true);
    else if (before === undefined) route('/');
    else if (!isWhereSheCameFrom) route(pageAddress(id, before.path), true);
    else {
      wayHere.pop();
      history.back();
    }
  }

  return { next: () => void next(), back };
}

/** The steps forward that lie behind her in the browser's history, the last one last. */
const wayHere: { from: string; to: string }[] = [];
