import type { Geopoint } from '../../domain/answer.ts';
import { readNumber } from './digits.ts';
import type { PositionFix } from './types.ts';

export type AccuracyWord = 'good' | 'fair' | 'poor';

/**
 * What ±m means for a place on a street: 10 m still tells the house, 20 m the street corner. Lower limits would make
 * collectors wait under trees for nothing; higher ones would call the wrong side of the road good.
 * @param warningMetres what a form calls too poor, and nothing better than that
 */
export function accuracyWord(accuracyMetres: number, warningMetres = 20): AccuracyWord {
  if (accuracyMetres > warningMetres) return 'poor';
  return accuracyMetres <= 10 ? 'good' : 'fair';
}

export const pointOf = ({ lat, lon, accuracyMetres, altitudeMetres, fixedAt }: PositionFix): Geopoint => ({
  lat,
  lon,
  accuracyMetres,
  fixedAt,
  method: 'gps',
  ...(altitudeMetres !== undefined && { altitudeMetres }),
});

/** @returns undefined where a field is not degrees within its range */
export function typedPoint(latitude: string, longitude: string): Geopoint | undefined {
  const lat = degrees(latitude, 90);
  const lon = degrees(longitude, 180);
  return lat === undefined || lon === undefined ? undefined : { lat, lon, method: 'manual' };
}

export function degrees(typed: string, limit: number): number | undefined {
  // A comma in degrees can only be a decimal sign: 21,123 is no thousand.
  const read = readNumber(typed.replace(',', '.'), 'decimal');
  return read.state === 'number' && Math.abs(read.value) <= limit ? read.value : undefined;
}
