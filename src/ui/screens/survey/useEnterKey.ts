import { useLayoutEffect, useRef } from 'preact/hooks';

/** These know what Enter means for themselves. */
const OWN_ENTER = 'button, a, textarea, select, summary, dialog *';

/** Enter goes on, wherever the focus is on the page: heading, choice or field. */
export function useEnterKey(act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isPlain = event.key === 'Enter' && !event.isComposing && !event.defaultPrevented && !event.repeat;
      const { target } = event;
      if (!isPlain || !(target instanceof HTMLElement) || target.closest(OWN_ENTER) !== null) return;
      event.preventDefault();
      // A field gives away its last letters when it loses the focus.
      target.blur();
      latest.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
