/** A picture of shapes, of which some have names: what is left of an SVG when only shapes are taken over. */
export interface Drawing {
  /** Left, top, width and height, in the drawing's own units. */
  readonly viewBox: readonly [number, number, number, number];
  readonly shapes: readonly Shape[];
}

export interface Shape {
  readonly tag: ShapeTag;
  /** Of the element, which image maps name their choices by. */
  readonly id?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children: readonly Shape[];
}

export const SHAPE_TAGS = [
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
] as const;
export type ShapeTag = (typeof SHAPE_TAGS)[number];
