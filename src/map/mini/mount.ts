import type { Point } from '../../domain/mobility/distance.ts';
import { onTheme, paletteOf } from '../palette.ts';
import { drawScene, type MiniPoint, type Scene } from './draw.ts';
import { METRES_PER_PIXEL, pulled, type Size, type View, walked, zoomed } from './projection.ts';
import { followPulls } from './pull.ts';

export interface MiniMapOptions {
  centre: Point;
  /** @param metres a round number */
  scaleText: (metres: number) => string;
  /** A person moved the map under the crosshair; the centre is the new place. */
  onMove: (centre: Point) => void;
}

export interface MiniMapHandle {
  /** Puts a place under the crosshair without telling `onMove`. */
  setCentre(centre: Point): void;
  setFix(fix: (Point & { accuracyMetres: number }) | null): void;
  setPoints(points: readonly MiniPoint[]): void;
  /** As a person: the crosshair goes so many steps east and north; a large one is ten. */
  step(east: number, north: number, isLarge: boolean): void;
  zoom(isCloser: boolean): void;
  destroy(): void;
}

/** One step on the screen: small enough to choose a side of the pavement, ten of them a house. */
const STEP_PIXELS = 5;
const LARGE = 10;
/** So much of the circle of accuracy should be seen when a place is found. */
const CIRCLE_PIXELS = 55;

/** Draws on a canvas that it puts into the container; sizes follow the container. */
export function mountMiniMap(container: HTMLElement, options: MiniMapOptions): MiniMapHandle {
  const canvas = document.createElement('canvas');
  canvas.className = 'mini-map-canvas';
  canvas.setAttribute('aria-hidden', 'true');
  container.append(canvas);
  let scene: Scene = {
    view: { ...options.centre, metresPerPixel: METRES_PER_PIXEL.start },
    anchor: options.centre,
    fix: null,
    points: [],
    scaleText: options.scaleText,
  };
  const paint = painter(canvas, () => scene);

  function show(change: Partial<Scene>): void {
    scene = { ...scene, ...change };
    paint.soon();
  }
  function moveTo(view: View): void {
    show({ view });
    options.onMove({ lat: view.lat, lon: view.lon });
  }
  const stopPulls = followPulls(canvas, {
    onPull: (dx, dy) => moveTo(pulled(scene.view, dx, dy)),
    onPinch: (factor) => show({ view: zoomed(scene.view, factor) }),
  });

  return {
    setCentre: ({ lat, lon }) => show({ view: { ...scene.view, lat, lon } }),
    setFix(fix) {
      // The first fix chooses the scale; after that it is hers.
      const isFirst = scene.fix === null && fix !== null;
      show({ fix, ...(isFirst ? { view: fitting(scene.view, fix.accuracyMetres) } : {}) });
    },
    setPoints: (points) => show({ points }),
    step(east, north, isLarge) {
      const metres = STEP_PIXELS * scene.view.metresPerPixel * (isLarge ? LARGE : 1);
      moveTo(walked(scene.view, east * metres, north * metres));
    },
    zoom: (isCloser) => show({ view: zoomed(scene.view, isCloser ? 2 : 0.5) }),
    destroy() {
      stopPulls();
      paint.stop();
      canvas.remove();
    },
  };
}

const fitting = (view: View, accuracyMetres: number): View =>
  zoomed(view, view.metresPerPixel / Math.max(METRES_PER_PIXEL.start, accuracyMetres / CIRCLE_PIXELS));

/** Paints at most once a frame, as large and as sharp as the container is now. */
function painter(canvas: HTMLCanvasElement, scene: () => Scene): { soon(): void; stop(): void } {
  const context = canvas.getContext('2d');
  let frame = 0;
  const paint = (): void => {
    frame = 0;
    const box = canvas.getBoundingClientRect();
    const size: Size = { width: box.width, height: box.height };
    if (context === null || size.width === 0) return;
    const sharpness = globalThis.devicePixelRatio || 1;
    canvas.width = Math.round(size.width * sharpness);
    canvas.height = Math.round(size.height * sharpness);
    context.setTransform(sharpness, 0, 0, sharpness, 0, 0);
    drawScene(context, size, scene(), paletteOf(canvas));
  };
  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(paint);
  };
  const resized = new ResizeObserver(soon);
  resized.observe(canvas);
  const stopTheme = onTheme(soon);
  return {
    soon,
    stop() {
      cancelAnimationFrame(frame);
      resized.disconnect();
      stopTheme();
    },
  };
}
