import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';

type Look = (view: OpenView) => readonly unknown[];

/**
 * The response as it is now, for a part of a long page. Its component is drawn again only when something that it shows
 * has become another: an answer must not cost a look at five hundred questions, and that it was saved draws nothing.
 * @param look everything that the component shows of the response; compared one by one
 */
export function useShown(open: OpenResponse, look: Look): OpenView {
  const [, redraw] = useState({});
  const view = open.current();
  const now = { look, shown: look(view), view };
  const drawn = useRef(now);
  drawn.current = now;
  useEffect(() => {
    const watch = open.view.subscribe((next) => {
      const { look, shown, view } = drawn.current;
      if (next.state === view.state && next.draft.language === view.draft.language) return;
      const now = look(next);
      drawn.current.view = next;
      if (!isSame(now, shown)) redraw({});
    });
    return () => watch.unsubscribe();
  }, [open]);
  return view;
}

export const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, at) => Object.is(one, others[at]));
