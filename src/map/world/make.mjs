// Writes world.json: see README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature, mesh } from 'topojson-client';

const require = createRequire(import.meta.url);
const atlas = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}-110m.json`), 'utf8'));

/** Hundredths of a degree are a kilometre: finer than 1:110 million ever was. */
const SCALE = 100;

function deltas(line) {
  const points = line.map(([lon, lat]) => [Math.round(lon * SCALE), Math.round(lat * SCALE)]);
  const kept = points.filter((point, index) => index === 0 || String(point) !== String(points[index - 1]));
  return kept.flatMap(([x, y], index) => {
    const [fromX, fromY] = index === 0 ? [0, 0] : kept[index - 1];
    return [x - fromX, y - fromY];
  });
}

const land = atlas('land');
const countries = atlas('countries');
const polygons = feature(land, land.objects.land).features.flatMap(({ geometry }) =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
);
const borders = mesh(countries, countries.objects.countries, (one, other) => one !== other).coordinates;

const world = {
  attribution: 'Natural Earth',
  land: polygons.map((rings) => rings.map(deltas)),
  borders: borders.map(deltas),
};
writeFileSync(new URL('world.json', import.meta.url), JSON.stringify(world));
