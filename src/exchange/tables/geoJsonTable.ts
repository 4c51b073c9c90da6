import type { Table } from '../../domain/form/extended/tables.ts';
import { z } from '../../domain/zod.ts';
import type { Breathe } from './index.ts';

const FeatureSchema = z.object({
  id: z.optional(z.union([z.string(), z.number()])),
  properties: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  geometry: z.optional(z.nullable(z.looseObject({ type: z.string(), coordinates: z.optional(z.unknown()) }))),
});
const CollectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

const FEATURES_A_SLICE = 500;

/**
 * A feature collection as a table: each property a column, the feature's own id as `id`, and its place as `geometry` in
 * ODK's words, `lat lon` with `;` between the points of a line (https://docs.getodk.org/form-datasets).
 */
export async function readGeoJsonTable(text: string, breathe: Breathe): Promise<Table | undefined> {
  const rows: Record<string, string>[] = [];
  try {
    const features = featuresIn(text);
    let next = features.next();
    for (let count = 1; next.done !== true; count++) {
      rows.push(...rowOf(JSON.parse(next.value)));
      if (count % FEATURES_A_SLICE === 0) await breathe();
      next = features.next();
    }
    const around = z.safeParse(CollectionSchema, JSON.parse(next.value));
    return around.success ? [...rows, ...around.data.features.flatMap(rowOf)] : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A string, or what opens or closes something. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
const COLON = /^\s*:\s*$/;

/**
 * The text of each feature, so that nobody waits for all of them to be parsed; in the end the text of the collection
 * without them.
 */
function* featuresIn(text: string): Generator<string, string> {
  let depth = 0;
  /** The last string, and where it ends: it may be a key. */
  let [word, wordEnd] = ['', 0];
  /** Where the list of features begins, and the one that is walked through. */
  let [listStart, start] = [-1, 0];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token.startsWith('"')) [word, wordEnd] = [token, index + token.length];
    else if (token === '{' || token === '[') {
      if (depth === 2) start = index;
      depth += 1;
      const isList = depth === 2 && listStart < 0 && token === '[' && word === '"features"';
      if (isList && COLON.test(text.slice(wordEnd, index))) listStart = index + 1;
    } else {
      depth -= 1;
      if (listStart >= 0 && depth === 2) yield text.slice(start, index + 1);
      if (listStart >= 0 && depth === 1) return text.slice(0, listStart) + text.slice(index);
    }
  }
  return text;
}

function rowOf(raw: unknown): Record<string, string>[] {
  const feature = z.safeParse(FeatureSchema, raw);
  if (!feature.success) return [];
  const { id, properties, geometry } = feature.data;
  return [
    {
      ...Object.fromEntries(Object.entries(properties ?? {}).map(([key, value]) => [key, cellOf(value)])),
      ...(id === undefined ? {} : { id: String(id) }),
      ...(geometry ? { geometry: placeOf(geometry.coordinates) } : {}),
    },
  ];
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** No geometry has more brackets around its positions (RFC 7946, 3.1.7). */
const DEPTH_MAX = 4;

/** Of a polygon the outer ring. GeoJSON begins with the longitude, ODK with the latitude. */
function placeOf(coordinates: unknown, depth = 1): string {
  if (!Array.isArray(coordinates) || depth > DEPTH_MAX) return '';
  const [first, lat, altitude = 0] = coordinates as unknown[];
  if (typeof first === 'number') return typeof lat === 'number' ? `${lat} ${first} ${altitude} 0` : '';
  if (Array.isArray(first) && Array.isArray(first[0])) return placeOf(first, depth + 1);
  return (coordinates as unknown[]).map((one) => placeOf(one, depth + 1)).join('; ');
}
