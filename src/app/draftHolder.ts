import type { Device } from '../device/index.ts';

export interface DraftHolder {
  /** @returns how to let go; undefined when another tab has the draft in hand */
  hold(id: string): Promise<(() => void) | undefined>;
}

/**
 * A draft is open in one tab at a time: two would write their answers over each other's. Within this page whoever
 * comes next waits for the former to close, since one screen gives way to the next faster than its last save ends.
 */
export function draftHolder(locks: Device['locks']): DraftHolder {
  const closings = new Map<string, Promise<void>>();
  const nameOf = (id: string): string => `dastak-draft-${id}`;
  return {
    async hold(id) {
      const former = closings.get(id);
      let close: () => void = () => undefined;
      const closed = new Promise<void>((resolve) => {
        close = resolve;
      });
      closings.set(id, closed);
      await former;
      let letGo: (() => void) | undefined;
      let isOver = false;
      const end = (): void => {
        // Finished and then closed: the second time it may be somebody else's already.
        if (isOver) return;
        isOver = true;
        letGo?.();
        if (closings.get(id) === closed) closings.delete(id);
        close();
      };
      try {
        letGo = await locks.hold(nameOf(id));
        return letGo && end;
      } finally {
        // Held by another tab, or not to be had: nobody may wait for this one.
        if (letGo === undefined) end();
      }
    },
  };
}
