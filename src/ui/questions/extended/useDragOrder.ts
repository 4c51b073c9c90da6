import { useRef, useState } from 'preact/hooks';

interface Dragging {
  /** Index of the line that is being dragged. */
  from: number | null;
  begin(event: PointerEvent, from: number): void;
}

/**
 * Drags a line of a list up and down by its grip. It is a shortcut only: whatever it does the buttons do, too.
 * @param onDrop indexes before and after
 */
export function useDragOrder(
  list: { current: HTMLElement | null },
  onDrop: (from: number, to: number) => void,
): Dragging {
  const [from, setFrom] = useState<number | null>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  return {
    from,
    begin(event, at) {
      const grip = event.currentTarget;
      if (!(grip instanceof HTMLElement) || list.current === null) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      setFrom(at);
      const end = (last: PointerEvent) => {
        grip.removeEventListener('pointerup', end);
        grip.removeEventListener('pointercancel', stop);
        stop();
        const to = lineAt(list.current, last.clientY);
        if (to !== at) drop.current(at, to);
      };
      const stop = () => setFrom(null);
      grip.addEventListener('pointerup', end);
      grip.addEventListener('pointercancel', stop, { once: true });
    },
  };
}

/** The line whose middle lies just above a height on the screen. */
function lineAt(list: HTMLElement | null, y: number): number {
  const lines = [...(list?.children ?? [])].map((line) => line.getBoundingClientRect());
  const below = lines.findIndex(({ top, height }) => y < top + height);
  return below === -1 ? Math.max(lines.length - 1, 0) : below;
}
