import { type Drawing, SHAPE_TAGS, type Shape, type ShapeTag } from '../../domain/drawing.ts';
import { attributesOf, scanXml } from '../xlsform/scanXml.ts';

/** Geometry and paint. Nothing that names another file, runs, or styles beyond its own shape. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'd points x y x1 y1 x2 y2 cx cy r rx ry width height dx dy transform fill fill-opacity fill-rule clip-rule stroke ' +
    'stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-miterlimit opacity ' +
    'font-size font-weight font-family text-anchor'
  ).split(' '),
);
/** More would draw slower than a person waits. */
const SHAPES_MAX = 5000;
const DEPTH_MAX = 50;

type Open = { -readonly [Key in keyof Shape]: Shape[Key] } & { children: Shape[] };

/**
 * The shapes of an SVG. What is no shape (script, style, links, pictures within, filters) is left out with all that it
 * holds. @returns undefined for what is no SVG, has no measure or is too large
 */
export function readDrawing(svg: string): Drawing | undefined {
  let viewBox: Drawing['viewBox'] | undefined;
  let count = 0;
  /** Of elements that are left out, how many are open. */
  let outside = 0;
  const shapes: Shape[] = [];
  const open: Open[] = [];
  scanXml(svg, {
    open(name, written) {
      if (outside > 0) outside += 1;
      else if (name === 'svg' && viewBox === undefined) viewBox = boxOf(attributesOf(written));
      else if (isShape(name) && open.length < DEPTH_MAX) {
        const shape = shapeOf(name, attributesOf(written));
        (open.at(-1)?.children ?? shapes).push(shape);
        open.push(shape);
        count += 1;
      } else outside = 1;
    },
    close() {
      if (outside > 0) outside -= 1;
      else open.pop();
    },
    text(text) {
      const shape = open.at(-1);
      if (outside === 0 && (shape?.tag === 'text' || shape?.tag === 'tspan'))
        shape.text = (shape.text ?? '') + text;
    },
  });
  return viewBox === undefined || count > SHAPES_MAX ? undefined : { viewBox, shapes };
}

const isShape = (name: string): name is ShapeTag => (SHAPE_TAGS as readonly string[]).includes(name);

function shapeOf(tag: ShapeTag, written: ReadonlyMap<string, string>): Open {
  const given = [...written, ...paintOf(written.get('style') ?? '')];
  const kept = given.filter(([name, value]) => ATTRIBUTES.has(name) && !/url|[\\<]/i.test(value));
  const id = written.get('id');
  return { tag, ...(id !== undefined && { id }), attributes: Object.fromEntries(kept), children: [] };
}

/** Drawing programs write paint as style: `fill:#eee;stroke:none`. */
const paintOf = (style: string): [string, string][] =>
  style.split(';').flatMap((one) => {
    const [name = '', value] = one.split(':', 2);
    return value === undefined ? [] : [[name.trim(), value.trim()] as [string, string]];
  });

function boxOf(attributes: ReadonlyMap<string, string>): Drawing['viewBox'] | undefined {
  const [left = 0, top = 0, ...size] = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [width = 0, height = 0] =
    size.length === 2
      ? size
      : ['width', 'height'].map((name) => Number.parseFloat(attributes.get(name) ?? ''));
  return width > 0 && height > 0 && [left, top, width, height].every(Number.isFinite)
    ? [left, top, width, height]
    : undefined;
}
