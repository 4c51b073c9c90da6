import type { Table } from '../../domain/form/extended/tables.ts';
import { z } from '../../domain/zod.ts';
import type { Breathe } from './index.ts';

const FeatureSchema = z.object({
  id: z.optional(z.union([z.string(), z.number()])),
  properties: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  geometry: z.optional(z.nullable(z.looseObject({ type: z.string(), coordinates: z.optional(z.unknown()) }))),
});
const CollectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

const FEATURES_A_SLICE = 2000;

/**
 * A feature collection as a table: each property a column, the feature's own id as `id`, and its place as `geometry` in
 * ODK's words, `lat lon` with `;` between the points of a line (https://docs.getodk.org/form-datasets).
 */
export async function readGeoJsonTable(text: string, breathe: Breathe): Promise<Table | undefined> {
  const parsed = z.safeParse(CollectionSchema, jsonOf(text));
  if (!parsed.success) return undefined;
  const rows: Record<string, string>[] = [];
  for (const raw of parsed.data.features) {
    const feature = z.safeParse(FeatureSchema, raw);
    if (!feature.success) continue;
    const { id, properties, geometry } = feature.data;
    rows.push({
      ...Object.fromEntries(Object.entries(properties ?? {}).map(([key, value]) => [key, cellOf(value)])),
      ...(id === undefined ? {} : { id: String(id) }),
      ...(geometry ? { geometry: placeOf(geometry.coordinates) } : {}),
    });
    if (rows.length % FEATURES_A_SLICE === 0) await breathe();
  }
  return rows;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
