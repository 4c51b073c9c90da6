import { useRef, useState } from 'preact/hooks';
import { useWork } from '../../context.tsx';
import { type Try, useTry } from '../../parts/useTry.ts';

/** Nobody looks longer at a page that stands still: what takes its time is shown as it comes. */
const HELD_MS_MAX = 10_000;

/** Sending again what the server refused. */
export interface Again extends Omit<Try, 'begin'> {
  /** What was last sent again. */
  ids: readonly string[];
  begin(...ids: string[]): void;
}

export function useAgain(): Again {
  const work = useWork();
  const [ids, setIds] = useState<readonly string[]>([]);
  const { isTrying, triedAt, begin } = useTry();
  return {
    ids,
    isTrying,
    triedAt,
    begin(...chosen) {
      setIds(chosen);
      const patience = new Promise((resolve) => setTimeout(resolve, HELD_MS_MAX));
      begin(() => Promise.race([work.retry(...chosen), patience]));
    },
  };
}

/** As it was before her tap for as long as that is tried: what is refused again would only flicker. */
export function useHeld<T>(current: T, { isTrying }: Again): T {
  const held = useRef(current);
  if (!isTrying) held.current = current;
  return held.current;
}
