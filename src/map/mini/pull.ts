export interface Pulls {
  /** The map was pulled by so many pixels. */
  onPull(dx: number, dy: number): void;
  /** Two fingers went apart (above 1) or together (below 1). */
  onPinch(factor: number): void;
}

interface Finger {
  x: number;
  y: number;
}

/** One finger or the mouse pulls, two fingers pinch, the wheel zooms. @returns how to stop */
export function followPulls(canvas: HTMLCanvasElement, { onPull, onPinch }: Pulls): () => void {
  const fingers = new Map<number, Finger>();
  const apart = (): number => {
    const [one, other] = [...fingers.values()];
    return one === undefined || other === undefined ? 0 : Math.hypot(one.x - other.x, one.y - other.y);
  };
  const down = (event: PointerEvent): void => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const move = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const wide = apart();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 1) onPull(event.clientX - before.x, event.clientY - before.y);
    else if (wide > 0) onPinch(apart() / wide);
  };
  const up = (event: PointerEvent): void => void fingers.delete(event.pointerId);
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    onPinch(event.deltaY < 0 ? 1.25 : 0.8);
  };
  const stop = new AbortController();
  const { signal } = stop;
  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', up, { signal });
  canvas.addEventListener('wheel', wheel, { signal, passive: false });
  return () => stop.abort();
}
