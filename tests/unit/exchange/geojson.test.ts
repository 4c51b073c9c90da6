import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answers, Geopoint } from '../../../src/domain/answer.ts';
import type { ResponseDocument } from '../../../src/domain/document.ts';
import { exportGeoJson } from '../../../src/exchange/index.ts';

const report = (answers: Answers) => ({
  id: 'response:0190a',
  document: {
    campaign: 'demo',
    formVersion: 'form:place:0',
    collector: 'diego',
    device: 'phone-1',
    trail: { finalizedAt: '2026-11-01T09:12:00-06:00' },
    answers,
  } as unknown as ResponseDocument,
  reviewState: 'received' as const,
  photosPresent: 0,
});
const place: Geopoint = {
  lat: 21.1219876543,
  lon: -101.684,
  accuracyMetres: 6,
  method: 'gps',
  fixedAt: '2026-11-01T09:10:00-06:00',
};

test('longitude comes before latitude, whatever the place', () => {
  const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
  fc.assert(
    fc.property(degrees(90), degrees(180), (lat, lon) => {
      const [feature] = exportGeoJson([report({ place: { lat, lon, method: 'gps' } })]).features;
      const [x = 999, y = 999] = feature?.geometry.coordinates ?? [];
      return Math.abs(x - lon) < 1e-6 && Math.abs(y - lat) < 1e-6;
    }),
  );
});

test('a report is a point with its answers, its accuracy and its time', () => {
  const photo = {
    media: 'media:0190b',
    sha256: 'a'.repeat(64),
    contentType: 'image/webp',
    bytes: 1,
    widthPx: 1,
    heightPx: 1,
  };
  const file = exportGeoJson([
    report({ place, kind: 'pothole', who: ['blind', 'children'], severity: '3', photo }),
  ]);
  expect(file.features[0]).toEqual({
    type: 'Feature',
    id: 'response:0190a',
    geometry: { type: 'Point', coordinates: [-101.684, 21.121988] },
    properties: {
      kind: 'pothole',
      who: ['blind', 'children'],
      severity: '3',
      photo: '0190b.webp',
      captured_at: '2026-11-01T09:10:00-06:00',
      accuracy: 6,
      method: 'gps',
      review_state: 'received',
      form_version: 'form:place:0',
      source: 'demo',
    },
  });
});

test('who collected it stays out of a file that is made to be published', () => {
  expect(JSON.stringify(exportGeoJson([report({ place })]))).not.toMatch(/diego|phone-1/);
});

test('a response without a place is no feature', () => {
  expect(exportGeoJson([report({ kind: 'pothole' })]).features).toEqual([]);
});
