// Writes world.json: see README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature, mesh } from 'topojson-client';

const require = createRequire(import.meta.url);
const atlas = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}-110m.json`), 'utf8'));

/** Hundredths of a degree are a kilometre: finer than 1:110 million ever was. */
const SCALE = 100;

/**
 * The atlas is a sphere's: an outline that crosses the date line jumps from 180 to -180, which on a flat map is a line
 * across the world. Unrolled, it goes on to 190; one that goes round a pole is closed along that pole.
 */
function unrolled(line) {
  let turn = 0;
  const flat = line.map(([lon, lat], index) => {
    const before = index === 0 ? lon : line[index - 1][0];
    if (lon - before > 180) turn -= 360;
    if (lon - before < -180) turn += 360;
    return [lon + turn, lat];
  });
  if (turn === 0) return centred(flat);
  const pole = Math.sign(line[0][1]) * 90;
  return [...flat, [flat.at(-1)[0], pole], [flat[0][0], pole], flat[0]];
}

/** One that began beyond the date line would lie a world away: most of it belongs between -180 and 180. */
function centred(line) {
  const middle = line.reduce((sum, [lon]) => sum + lon, 0) / line.length;
  const shift = Math.round(middle / 360) * -360;
  return line.map(([lon, lat]) => [lon + shift, lat]);
}

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
  land: polygons.map((rings) => rings.map((ring) => deltas(unrolled(ring)))),
  borders: borders.map(deltas),
};
writeFileSync(new URL('world.json', import.meta.url), JSON.stringify(world));
