import type { Palette } from './palette.ts';
import { drawShape, type Look } from './shapes.ts';

/** CSS pixels; at 24 the triangle is as easy to tell from the circle as in the legend. */
const SIDE = 24;
/** Drawn once for the sharpest phones: six icons weigh nothing. */
export const PIXEL_RATIO = 3;

/** One of the shapes as pixels for `addImage`. */
export function shapeImage(look: Look, palette: Palette): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE * PIXEL_RATIO;
  canvas.height = SIDE * PIXEL_RATIO;
  const context = canvas.getContext('2d');
  if (context === null) return new ImageData(canvas.width, canvas.height);
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  drawShape(context, look, { x: SIDE / 2, y: SIDE / 2, radius: SIDE * 0.36 }, palette);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
