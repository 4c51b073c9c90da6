import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface SparseProps {
  /** Height to keep free before it was drawn once, in px. */
  estimatePx: number;
  /** Draws at once, wherever it stands. */
  first?: boolean | undefined;
  children: () => ComponentChildren;
}

/** So far beyond the screen things are drawn already: a quick thumb passes half of it between two frames. */
const AHEAD = '100% 0px';

type Seen = (entry: IntersectionObserverEntry) => void;

const watched = new Map<Element, Seen>();
let observer: IntersectionObserver | undefined;

/** One observer for all parts of all long pages: a survey of 500 questions would make sixty. */
function watch(element: Element, seen: Seen): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) watched.get(entry.target)?.(entry);
    },
    { rootMargin: AHEAD },
  );
  watched.set(element, seen);
  observer.observe(element);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
  };
}

/** A part of a long page that is drawn while it is near the screen, and keeps its room while it is not. */
export function Sparse({ estimatePx, first = false, children }: SparseProps) {
  const room = useRef<HTMLDivElement>(null);
  const heightPx = useRef(estimatePx);
  const [isNear, setNear] = useState(first);
  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    return watch(element, (entry) => {
      if (!entry.isIntersecting) heightPx.current = entry.boundingClientRect.height || heightPx.current;
      // Whoever types in it keeps it.
      setNear(entry.isIntersecting || element.contains(document.activeElement));
    });
  }, []);
  return (
    <div ref={room} style={isNear ? undefined : { blockSize: `${heightPx.current}px` }}>
      {isNear && children()}
    </div>
  );
}
