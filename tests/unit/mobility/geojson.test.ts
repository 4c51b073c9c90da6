import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answers, Geopoint } from '../../../src/domain/answer.ts';
import { world } from '../../../src/domain/demo/world.ts';
import { distanceMetres } from '../../../src/domain/mobility/distance.ts';
import { type PlaceReport, placesToGeoJson } from '../../../src/domain/mobility/geojson.ts';
import { KINDS } from '../../../src/domain/mobility/kinds.ts';

const fix: Geopoint = {
  lat: 21.1223456789,
  lon: -101.6831,
  accuracyMetres: 5,
  altitudeMetres: 1812,
  method: 'gps',
  fixedAt: '2026-05-03T18:47:31-06:00',
};

const report = (answers: Answers): PlaceReport => ({
  id: 'response:0196a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b',
  document: {
    answers: { start: '2026-05-03T18:47:25-06:00', mode: 'pedestrian', valence: 'problem', ...answers },
    trail: {
      startedAt: '2026-05-03T18:47:25-06:00',
      finalizedAt: '2026-05-03T18:48:02-06:00',
      activeMs: 21_000,
      answersChanged: 0,
    },
  },
});

test('diego’s report becomes a point that tells what, where and how bad, and not who', () => {
  const { features, bbox } = placesToGeoJson([
    report({
      kind: 'broken_surface',
      severity: '2',
      who: ['older'],
      side: 'left',
      place: fix,
      note: 'Frente a la casa de Lupita',
    }),
  ]);
  expect(features).toEqual([
    {
      type: 'Feature',
      id: 'place:8a9b-0c1d2e3f4a5b',
      geometry: { type: 'Point', coordinates: [-101.6831, 21.1223457] },
      properties: {
        kind: 'broken_surface',
        mode: 'pedestrian',
        valence: 'problem',
        severity: 2,
        who: ['older'],
        side: 'left',
        osm: { smoothness: 'very_bad' },
        project_sidewalk: 'SurfaceProblem',
        accuracy_metres: 5,
        method: 'gps',
        location: 'exact',
        captured_at: '2026-05-03T18:00:00-06:00',
      },
    },
  ]);
  expect(bbox).toEqual([-101.6831, 21.1223457, -101.6831, 21.1223457]);
});

test('longitude comes before latitude, wherever the place is', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      (lat, lon) => {
        const [feature] = placesToGeoJson([
          report({ kind: 'pothole', place: { lat, lon, method: 'pin' } }),
        ]).features;
        const [first, second] = feature?.geometry.coordinates ?? [];
        expect(first).toBeCloseTo(lon, 6);
        expect(second).toBeCloseTo(lat, 6);
      },
    ),
  );
});

test('a fear is told by neighbourhood and day: the point, the side and the hour stay with the team', () => {
  const sensitive = KINDS.filter((kind) => kind.sensitive).map(({ name }) => name);
  expect(sensitive).toContain('harassment_fear');
  fc.assert(
    fc.property(
      fc.constantFrom(...sensitive),
      fc.double({ min: -89.99, max: 89.99, noNaN: true }),
      fc.double({ min: -179.99, max: 179.99, noNaN: true }),
      (kind, lat, lon) => {
        const [feature] = placesToGeoJson([
          report({ kind, severity: '3', side: 'left', place: { ...fix, lat, lon } }),
        ]).features;
        const [x = 0, y = 0] = feature?.geometry.coordinates ?? [];
        const neighbour = placesToGeoJson([report({ kind, place: { ...fix, lat: y, lon: x } })]).features[0];
        expect(neighbour?.geometry).toEqual(feature?.geometry);
        expect(distanceMetres({ lat, lon }, { lat: y, lon: x })).toBeLessThanOrEqual(400);
        expect(feature?.properties).toMatchObject({
          severity: 3,
          side: null,
          osm: {},
          accuracy_metres: 400,
          location: 'approximate',
          captured_at: '2026-05-03',
        });
      },
    ),
  );
});

test('nobody can be found in the open data of a whole world', () => {
  const reports = world(3, { baseline: 0, endline: 0, both: 0, reports: 300 }).reports;
  const collection = placesToGeoJson(reports.map(({ _id, body }) => ({ id: _id, document: body })));
  expect(collection.features).toHaveLength(300);
  expect(new Set(collection.features.map(({ id }) => id)).size).toBe(300);
  const text = JSON.stringify(collection);
  for (const { _id, body } of reports) {
    const secrets = [
      _id,
      _id.slice(9, 22),
      body.collector,
      body.device,
      body.trail.startedAt,
      body.answers['note'],
    ];
    for (const secret of secrets) {
      if (typeof secret === 'string') expect(text.includes(secret), secret).toBe(false);
    }
  }
});

test('a report of a kind that this version does not know is still a point', () => {
  const [feature] = placesToGeoJson([report({ kind: 'flying_bus', place: fix })]).features;
  expect(feature?.properties).toMatchObject({ kind: 'flying_bus', osm: {}, project_sidewalk: null });
});

test('what has no place is left out, and nothing has no bounds', () => {
  expect(placesToGeoJson([report({ kind: 'pothole' })])).toEqual({ type: 'FeatureCollection', features: [] });
});
