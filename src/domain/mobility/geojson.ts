import type { Answer, Answers, Geopoint } from '../answer.ts';
import type { ResponseDocument } from '../document.ts';
import { kindOf, osmTags, SIDES, type Side } from './kinds.ts';

/** RFC 7946, as far as point reports need it; assignable to the shapes of the `geojson` types. */
export interface PlaceCollection {
  type: 'FeatureCollection';
  /** West, south, east, north; absent when there is no feature. */
  bbox?: [number, number, number, number];
  features: PlaceFeature[];
}

export interface PlaceFeature {
  type: 'Feature';
  id: string;
  geometry: { type: 'Point'; coordinates: [lon: number, lat: number] };
  properties: PlaceProperties;
}

export interface PlaceProperties {
  kind: string;
  mode: string;
  valence: string;
  /** 1 to 3; null when the kind is not rated or nobody said. */
  severity: number | null;
  who: string[];
  side: string | null;
  /** OpenStreetMap tags of the lasting fact. */
  osm: Record<string, string>;
  project_sidewalk: string | null;
  /** Of the phone's fix, or of the coarse grid; null when nothing was measured. */
  accuracy_metres: number | null;
  method: Geopoint['method'];
  /** `approximate` where an exact point could lead to a person. */
  location: 'exact' | 'approximate';
  /** ISO 8601, to the hour; to the day where the location is approximate. */
  captured_at: string;
}

export interface PlaceReport {
  readonly id: string;
  readonly document: Pick<ResponseDocument, 'answers' | 'trail'>;
}

/**
 * Place reports as open data. What could lead to a person stays out: reporter, phone, notes, photos, minutes, and the
 * time that is in the response's id. Where somebody was afraid is told by a grid of half a kilometre.
 * @param reports responses of subject `place`; those without a point are left out
 */
export function placesToGeoJson(reports: readonly PlaceReport[]): PlaceCollection {
  const features = reports.flatMap((report) => featureOf(report) ?? []);
  if (features.length === 0) return { type: 'FeatureCollection', features };
  return { type: 'FeatureCollection', bbox: boundsOf(features), features };
}

function featureOf({ id, document: { answers, trail } }: PlaceReport): PlaceFeature | undefined {
  const place = Object.values(answers).find(isGeopoint);
  if (place === undefined) return undefined;
  const isSensitive = kindOf(textOf(answers, 'kind'))?.sensitive === true;
  const { lat, lon } = isSensitive ? cellOf(place) : place;
  return {
    type: 'Feature',
    id: publicId(id),
    geometry: { type: 'Point', coordinates: [rounded(lon), rounded(lat)] },
    properties: {
      ...whatOf(answers),
      ...(isSensitive ? COARSE : detailOf(answers)),
      accuracy_metres: isSensitive ? CELL_ACCURACY_METRES : (place.accuracyMetres ?? null),
      method: place.method,
      captured_at: (isSensitive ? toTheDay : toTheHour)(place.fixedAt ?? trail.startedAt),
    },
  };
}

const whatOf = (answers: Answers) => ({
  kind: textOf(answers, 'kind'),
  mode: textOf(answers, 'mode'),
  valence: textOf(answers, 'valence'),
  severity: severityOf(answers) ?? null,
  who: listOf(answers['who']),
});

const COARSE = { side: null, osm: {}, project_sidewalk: null, location: 'approximate' } as const;

function detailOf(answers: Answers) {
  const kind = kindOf(textOf(answers, 'kind'));
  const side = SIDES.find((each): each is Side => each === answers['side']);
  return {
    side: side ?? null,
    osm: kind === undefined ? {} : osmTags(kind, side, severityOf(answers)),
    project_sidewalk: kind?.projectSidewalk ?? null,
    location: 'exact',
  } as const;
}

const isGeopoint = (answer: Answer): answer is Geopoint => typeof answer === 'object' && 'lat' in answer;

const textOf = (answers: Answers, path: string): string => {
  const answer = answers[path];
  return typeof answer === 'string' ? answer : '';
};

const listOf = (answer: Answer | undefined): string[] => (Array.isArray(answer) ? [...answer] : []);

const severityOf = (answers: Answers): number | undefined =>
  ['1', '2', '3'].includes(textOf(answers, 'severity')) ? Number(answers['severity']) : undefined;

/** Seven decimals are a centimetre, and what RFC 7946's readers expect at most. */
const DECIMALS = 1e7;
const rounded = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS;

/**
 * Half a kilometre: some hundred doors in a city. A finer grid could point at the house from which somebody reports; a
 * coarser one would no longer tell a street from its neighbourhood.
 */
const CELL_DEGREES = 0.005;
/** Half the diagonal of a cell at the equator, where it is largest. */
const CELL_ACCURACY_METRES = 400;

const cellCentre = (degrees: number): number => (Math.floor(degrees / CELL_DEGREES) + 0.5) * CELL_DEGREES;
const cellOf = ({ lat, lon }: Geopoint) => ({
  // At the pole and the date line the centre of the last cell would lie outside the world.
  lat: Math.min(cellCentre(lat), 90),
  lon: Math.min(cellCentre(lon), 180),
});

/** The first half of a UUIDv7 tells the millisecond of the report; its last 62 random bits are enough to be one. */
const publicId = (id: string): string => `place:${id.split('-').slice(-2).join('-')}`;

const toTheDay = (time: string): string => time.slice(0, 10);
const toTheHour = (time: string): string =>
  time.replace(/^(\d{4}-\d{2}-\d{2}T\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?/, '$1:00:00');

function boundsOf(features: readonly PlaceFeature[]): [number, number, number, number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  for (const { geometry } of features) {
    const [lon, lat] = geometry.coordinates;
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}
