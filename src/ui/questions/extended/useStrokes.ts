import { useRef, useState } from 'preact/hooks';

/** Points of a line, in px of the canvas. */
export type Stroke = readonly { x: number; y: number }[];

interface Strokes {
  strokes: readonly Stroke[];
  begin(event: PointerEvent): void;
  undo(): void;
  clear(): void;
}

/**
 * What finger, pen or mouse draw on a canvas.
 * @param paint draws while the line is still being drawn, without waiting for a new rendering
 */
export function useStrokes(
  canvas: { current: HTMLCanvasElement | null },
  paint: (strokes: readonly Stroke[]) => void,
): Strokes {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const latest = useRef({ strokes, paint });
  latest.current = { strokes, paint };
  const begin = (event: PointerEvent) => {
    const element = canvas.current;
    if (element === null || event.button !== 0) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    const line = [placeOn(element, event)];
    const move = (next: PointerEvent) => {
      for (const each of next.getCoalescedEvents?.() ?? [next]) line.push(placeOn(element, each));
      latest.current.paint([...latest.current.strokes, line]);
    };
    const end = () => {
      element.removeEventListener('pointermove', move);
      setStrokes([...latest.current.strokes, line]);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('lostpointercapture', end, { once: true });
  };
  return { strokes, begin, undo: () => setStrokes(strokes.slice(0, -1)), clear: () => setStrokes([]) };
}

function placeOn(canvas: HTMLCanvasElement, { clientX, clientY }: PointerEvent): { x: number; y: number } {
  const box = canvas.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * canvas.width,
    y: ((clientY - box.top) / box.height) * canvas.height,
  };
}
