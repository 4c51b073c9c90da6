import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Answer, Geopoint } from '../domain/answer.ts';
import type { ExportedResponse } from './csv.ts';
import { plainCell } from './csvColumns.ts';

/** Six decimals of a degree are 11 cm; more would only pretend. */
const DECIMALS = 1e6;
const rounded = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS;

const isGeopoint = (answer: Answer): answer is Geopoint => typeof answer === 'object' && 'lat' in answer;

/** Longitude first, as RFC 7946 wants it and ODK does not. */
const positionOf = ({ lat, lon, altitudeMetres }: Geopoint): number[] => {
  const position = [rounded(lon), rounded(lat)];
  return altitudeMetres === undefined ? position : [...position, altitudeMetres];
};

/** Several choices stay a list; a photo is its file's name. */
const propertyOf = (answer: Answer): unknown =>
  Array.isArray(answer) || typeof answer === 'boolean' ? answer : plainCell(answer);

/** Who collected it stays out: this file is made to be published. */
function featureOf({ id, document, reviewState }: ExportedResponse): Feature<Point> | undefined {
  const entries = Object.entries(document.answers);
  const place = entries.map(([, answer]) => answer).find(isGeopoint);
  if (place === undefined) return undefined;
  const answers = entries.filter(([, answer]) => !isGeopoint(answer));
  return {
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: positionOf(place) },
    properties: {
      ...Object.fromEntries(answers.map(([path, answer]) => [path, propertyOf(answer)])),
      captured_at: place.fixedAt ?? document.trail.finalizedAt,
      accuracy: place.accuracyMetres ?? null,
      method: place.method,
      review_state: reviewState,
      form_version: document.formVersion,
      source: document.campaign,
    },
  };
}

/**
 * Every response with a place as a point of a GeoJSON feature collection (RFC 7946: WGS 84, longitude first, no `crs`).
 */
export function exportGeoJson(responses: readonly ExportedResponse[]): FeatureCollection<Point> {
  return { type: 'FeatureCollection', features: responses.flatMap((response) => featureOf(response) ?? []) };
}
