import type { Answer, Geopoint } from '../../answer.ts';
import { PLAIN, type QuestionKind } from './kind.ts';

/** What was parsed at the door, or made here of a text, which may have any numbers in it. */
const isGeopoint = (value: Answer): value is Geopoint =>
  typeof value === 'object' && 'lat' in value && Math.abs(value.lat) <= 90 && Math.abs(value.lon) <= 180;

/** XLSForm's text of a point: latitude, longitude, altitude and accuracy, in degrees and metres. */
const textOf = ({ lat, lon, altitudeMetres = 0, accuracyMetres = 0 }: Geopoint): string =>
  `${lat} ${lon} ${altitudeMetres} ${accuracyMetres}`;

/** A point on the map. */
export const geopoint: QuestionKind = {
  ...PLAIN,
  accepts: isGeopoint,
  toExpressionValue: (answer) => (isGeopoint(answer) ? textOf(answer) : ''),
  fromText(text) {
    const [lat = Number.NaN, lon = Number.NaN] = text.trim().split(/\s+/).map(Number);
    const point: Geopoint = { lat, lon, method: 'manual' };
    return isGeopoint(point) ? point : text;
  },
  // Five places are a metre: more would only look exact.
  words: (answer) => (isGeopoint(answer) ? `${answer.lat.toFixed(5)}, ${answer.lon.toFixed(5)}` : ''),
};
