import type { Point } from '../../domain/mobility/distance.ts';

/**
 * Web Mercator (EPSG:3857): a sphere of the equator's radius, so that the grid of a street is square. Good to
 * 85.05°, where its plane is as high as wide.
 */
const EARTH_RADIUS_METRES = 6_378_137;
const LATITUDE_MAX = 85.051_129;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** What of the plane is seen: its centre, and how many metres on the ground one CSS pixel is there. */
export interface View extends Point {
  readonly metresPerPixel: number;
}

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** CSS pixels from the upper left corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Metres on the plane, which is larger than the ground by 1/cos(latitude). */
const eastOf = (lon: number): number => EARTH_RADIUS_METRES * radians(lon);
const northOf = (lat: number): number =>
  EARTH_RADIUS_METRES * Math.asinh(Math.tan(radians(Math.min(LATITUDE_MAX, Math.max(-LATITUDE_MAX, lat)))));
const lonAt = (east: number): number => degrees(east / EARTH_RADIUS_METRES);
const latAt = (north: number): number => degrees(Math.atan(Math.sinh(north / EARTH_RADIUS_METRES)));

const planePerPixel = (view: View): number => view.metresPerPixel / Math.cos(radians(view.lat));

/** Where a point stands in the view; it may be far outside. The nearer way round the date line is taken. */
export function spotOf(view: View, size: Size, point: Point): Spot {
  const scale = planePerPixel(view);
  const turn = wrapped(point.lon - view.lon);
  return {
    x: size.width / 2 + eastOf(turn) / scale,
    y: size.height / 2 - (northOf(point.lat) - northOf(view.lat)) / scale,
  };
}

/** The point under a spot; the inverse of `spotOf`. */
export function pointAt(view: View, size: Size, spot: Spot): Point {
  const scale = planePerPixel(view);
  return {
    lon: wrapped(view.lon + lonAt((spot.x - size.width / 2) * scale)),
    lat: latAt(northOf(view.lat) - (spot.y - size.height / 2) * scale),
  };
}

/** The view after the map was pulled by so many pixels: pulled to the right, its centre goes west. */
export function pulled(view: View, dx: number, dy: number): View {
  const centre = pointAt(view, { width: 0, height: 0 }, { x: -dx, y: -dy });
  return { ...view, ...centre };
}

/** The view after its centre walked so many metres on the ground. */
export const walked = (view: View, east: number, north: number): View =>
  pulled(view, -east / view.metresPerPixel, north / view.metresPerPixel);

/** From one flagstone on three pixels to a quarter of a city: closer shows nothing more, wider is the large map's work. */
export const METRES_PER_PIXEL = { min: 0.1, start: 0.4, max: 25 } as const;

/** @param factor 2: twice as close */
export const zoomed = (view: View, factor: number): View => ({
  ...view,
  metresPerPixel: Math.min(
    METRES_PER_PIXEL.max,
    Math.max(METRES_PER_PIXEL.min, view.metresPerPixel / factor),
  ),
});

const wrapped = (lon: number): number => ((((lon + 180) % 360) + 360) % 360) - 180;

/** The round number of metres (1, 2 or 5 times a power of ten) that is at least so many pixels long. */
export function roundMetres(metresPerPixel: number, pixelsMin: number): number {
  const atLeast = metresPerPixel * pixelsMin;
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= atLeast * (1 - 1e-9)) ?? 10;
  return step * power;
}

/**
 * Where the lines of a grid of so many metres cross the view, in pixels. The grid lies on the ground around the
 * anchor, not on the screen, so that one sees the map move.
 */
export function gridLines(
  view: View,
  size: Size,
  stepMetres: number,
  anchor: Point,
): { x: number[]; y: number[] } {
  const origin = spotOf(view, size, anchor);
  const step = stepMetres / view.metresPerPixel;
  return { x: along(origin.x, step, size.width), y: along(origin.y, step, size.height) };
}

function along(origin: number, step: number, length: number): number[] {
  const first = ((origin % step) + step) % step;
  return Array.from(
    { length: Math.max(0, Math.ceil((length - first) / step)) },
    (_, index) => first + index * step,
  );
}
