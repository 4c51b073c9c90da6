import type { Drawing } from '../domain/drawing.ts';
import { ok, type Result, trouble } from '../domain/result.ts';

/** The shapes of an SVG; the code that reads it comes with the first one. */
export async function drawingOf(
  bytes: ArrayBuffer,
  name: string,
): Promise<Result<Drawing, 'file-unreadable'>> {
  const { readDrawing } = await import('../exchange/drawing/readDrawing.ts');
  const drawing = readDrawing(new TextDecoder().decode(bytes));
  return drawing === undefined ? trouble('file-unreadable', { name }) : ok(drawing);
}
