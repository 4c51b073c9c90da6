import { useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../app/index.ts';
import type { Page } from '../../../domain/form/state.ts';
import { pageAddress, pageAfter, pageBefore, reviewAddress } from './steps.ts';
import { stepBack, stepOn } from './way.ts';

interface Place {
  open: OpenResponse;
  view: OpenView;
  page: Page;
  /** She came to change one answer: both ways lead back to the review. */
  isFromReview: boolean;
}

/** Back and Next of one page. */
export function usePaging({ open, view, page, isFromReview }: Place, mayLeave: () => Promise<boolean>) {
  const { route } = useLocation();
  const isGoing = useRef(false);
  const { id } = view.draft;
  const review = reviewAddress(id);
  const here = pageAddress(id, page.path, isFromReview ? 'review' : undefined);

  async function next(): Promise<void> {
    if (isGoing.current) return;
    isGoing.current = true;
    const isFree = await mayLeave();
    isGoing.current = false;
    if (!isFree) return;
    // The pages that follow may have changed with the answer.
    const after = pageAfter(open.current().pages, page.path);
    if (isFromReview) stepBack(route, here, review);
    else stepOn(route, here, after === undefined ? review : pageAddress(id, after.path));
  }

  function back(): void {
    const before = pageBefore(view.pages, page.path);
    if (isFromReview) stepBack(route, here, review);
    else if (before === undefined) route('/');
    else stepBack(route, here, pageAddress(id, before.path));
  }

  return { next: () => void next(), back };
}
