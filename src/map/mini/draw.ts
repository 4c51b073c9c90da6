import type { Point } from '../../domain/mobility/distance.ts';
import type { Palette } from '../palette.ts';
import { drawShape, type Look } from '../shapes.ts';
import { gridLines, roundMetres, type Size, spotOf, type View } from './projection.ts';

export interface MiniPoint extends Point, Look {
  readonly id: string;
}

/** All that is seen, but the crosshair: that one stands still above the canvas. */
export interface Scene {
  readonly view: View;
  /** Where the grid hangs: the first place that was shown. */
  readonly anchor: Point;
  readonly fix: (Point & { readonly accuracyMetres: number }) | null;
  readonly points: readonly MiniPoint[];
  /** Of the scale bar: `20 m`, in the reader's words and digits. */
  readonly scaleText: (metres: number) => string;
}

const GRID_PIXELS_MIN = 44;
const SCALE_PIXELS_MIN = 40;
const POINT_RADIUS = 10;
const FIX_RADIUS = 6;
const MARGIN = 14;

export function drawScene(
  context: CanvasRenderingContext2D,
  size: Size,
  scene: Scene,
  palette: Palette,
): void {
  context.fillStyle = palette.land;
  context.fillRect(0, 0, size.width, size.height);
  drawGrid(context, size, scene, palette);
  if (scene.fix !== null) drawFix(context, size, scene.view, scene.fix, palette);
  for (const point of scene.points) {
    const { x, y } = spotOf(scene.view, size, point);
    const isSeen = x > -MARGIN && y > -MARGIN && x < size.width + MARGIN && y < size.height + MARGIN;
    if (isSeen) drawShape(context, point, { x, y, radius: POINT_RADIUS }, palette);
  }
  drawScale(context, size, scene, palette);
}

function drawGrid(context: CanvasRenderingContext2D, size: Size, scene: Scene, palette: Palette): void {
  const lines = gridLines(
    scene.view,
    size,
    roundMetres(scene.view.metresPerPixel, GRID_PIXELS_MIN),
    scene.anchor,
  );
  context.beginPath();
  for (const x of lines.x) line(context, crisp(x), 0, crisp(x), size.height);
  for (const y of lines.y) line(context, 0, crisp(y), size.width, crisp(y));
  context.strokeStyle = palette.grid;
  context.lineWidth = 2;
  context.stroke();
}

function drawFix(
  context: CanvasRenderingContext2D,
  size: Size,
  view: View,
  fix: Point & { accuracyMetres: number },
  palette: Palette,
): void {
  const { x, y } = spotOf(view, size, fix);
  context.beginPath();
  context.arc(x, y, Math.max(FIX_RADIUS, fix.accuracyMetres / view.metresPerPixel), 0, 2 * Math.PI);
  context.globalAlpha = 0.28;
  context.fillStyle = palette.marigold;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.stroke();
  context.beginPath();
  context.arc(x, y, FIX_RADIUS, 0, 2 * Math.PI);
  context.fillStyle = palette.ink;
  context.fill();
  context.strokeStyle = palette.card;
  context.lineWidth = 2.5;
  context.stroke();
}

/** At the right edge, where the pill with the accuracy is not; on the left for a language that begins on the right. */
function drawScale(context: CanvasRenderingContext2D, size: Size, scene: Scene, palette: Palette): void {
  const metres = roundMetres(scene.view.metresPerPixel, SCALE_PIXELS_MIN);
  const length = metres / scene.view.metresPerPixel;
  const isRtl = getComputedStyle(context.canvas).direction === 'rtl';
  const start = isRtl ? MARGIN : size.width - MARGIN - length;
  const bottom = size.height - MARGIN;
  context.beginPath();
  line(context, start, bottom - 5, start, bottom);
  context.lineTo(start + length, bottom);
  context.lineTo(start + length, bottom - 5);
  halo(context, palette, 2);
  context.font = `600 13px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.card;
  const text = scene.scaleText(metres);
  context.strokeText(text, start + length / 2, bottom - 8);
  context.fillStyle = palette.ink;
  context.fillText(text, start + length / 2, bottom - 8);
}

function halo(context: CanvasRenderingContext2D, palette: Palette, width: number): void {
  context.strokeStyle = palette.card;
  context.lineWidth = width + 3;
  context.stroke();
  context.strokeStyle = palette.ink;
  context.lineWidth = width;
  context.stroke();
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
}

const crisp = (at: number): number => Math.round(at);
