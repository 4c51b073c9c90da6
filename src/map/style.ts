import type { StyleSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';
import { borders, land } from './world/world.ts';

export const PLACES = 'places';
export const GRATICULE = 'graticule';
export const CLUSTERS = 'clusters';
export const SINGLES = 'singles';
export const CHOSEN_RANK = 2;

/**
 * Points closer than this on the screen become one number: less and thumbs hit two, more and a street becomes one.
 * Above the zoom of a block every report stands alone, even where two lie on each other.
 */
const CLUSTER = { cluster: true, clusterRadius: 44, clusterMaxZoom: 16 } as const;

const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** A map that needs no network: the world's outline, a graticule, the reports. Letters are drawn with the phone's own fonts. */
export function styleOf(palette: Palette, numerals: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land() },
      borders: { type: 'geojson', data: borders() },
      [GRATICULE]: { type: 'geojson', data: EMPTY },
      [PLACES]: { type: 'geojson', data: EMPTY, ...CLUSTER },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land } },
      {
        id: 'graticule',
        type: 'line',
        source: GRATICULE,
        paint: { 'line-color': palette.grid, 'line-width': 1 },
      },
      {
        id: 'coast',
        type: 'line',
        source: 'land',
        // One line for 1:110 million: zoomed into a street it would claim a shore that is not there.
        maxzoom: 9,
        paint: { 'line-color': palette.inkSoft, 'line-width': 1 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        maxzoom: 9,
        paint: { 'line-color': palette.inkSoft, 'line-width': 1, 'line-dasharray': [3, 2] },
      },
      ...clusters(palette, numerals),
      {
        id: SINGLES,
        type: 'symbol',
        source: PLACES,
        filter: ['!', ['has', 'point_count']],
        layout: {
          'icon-image': ['get', 'look'],
          'icon-allow-overlap': true,
          'icon-size': ['case', ['==', ['get', 'rank'], CHOSEN_RANK], 1.6, 1],
          'symbol-sort-key': ['get', 'rank'],
        },
      },
    ],
  };
}

function clusters(palette: Palette, numerals: string): StyleSpecification['layers'] {
  return [
    {
      id: CLUSTERS,
      type: 'circle',
      source: PLACES,
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': palette.ink,
        'circle-radius': ['step', ['get', 'point_count'], 16, 10, 19, 100, 23, 1000, 28],
        'circle-stroke-color': palette.card,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'cluster-counts',
      type: 'symbol',
      source: PLACES,
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['number-format', ['get', 'point_count'], { locale: numerals }],
        'text-font': ['Noto Sans Bold', 'Noto Sans', 'sans-serif'],
        'text-size': 14,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.onInk },
    },
  ];
}
