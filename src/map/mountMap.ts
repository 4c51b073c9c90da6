import type { FeatureCollection, Point } from 'geojson';
import { type GeoJSONSource, type MapGeoJSONFeature, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { ok, type Result, trouble } from '../domain/result.ts';
import { boundsOf, lyingTogether } from './bounds.ts';
import { PIXEL_RATIO, shapeImage } from './images.ts';
import { onTheme, paletteOf } from './palette.ts';
import { LOOKS, type Look, lookName } from './shapes.ts';
import { CHOSEN_RANK, CLUSTERS, GRATICULE, PLACES, SINGLES, styleOf } from './style.ts';
import { graticule } from './world/world.ts';

export interface MapPoint extends Look {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
}

export interface MapCentre {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

export interface MapOptions {
  points: readonly MapPoint[];
  centre: MapCentre;
  onSelect: (id: string) => void;
  /** BCP 47 tag; Urdu counts in its own digits. */
  language: string;
  labels: { map: string };
}

export interface MapHandle {
  setPoints(points: readonly MapPoint[]): void;
  setCentre(centre: MapCentre): void;
  /** Drawn larger and on top; null for none. */
  select(id: string | null): void;
  /** Shows all points at once, or most: without what lies far from the others. Nothing happens when there are none. */
  fit(which: 'all' | 'most'): void;
  zoom(isCloser: boolean): void;
  destroy(): void;
}

const ZOOM = { min: 0, max: 20 } as const;
/** Closer than a block nobody gains: a single report should still have its street around it. */
const FIT = { padding: 48, maxZoom: 16 } as const;
/** As the page writes its numbers (see the language room): Urdu with its own digits, Spanish as in Mexico. */
const NUMERALS: Readonly<Record<string, string>> = { ur: 'ur-PK-u-nu-arabext', es: 'es-MX' };

/** @returns `no-webgl` where the browser has no WebGL 2; the list and the mini-map then do */
export function mountMap(container: HTMLElement, options: MapOptions): Result<MapHandle, 'no-webgl'> {
  setWorkerUrl(workerUrl);
  const numerals = NUMERALS[options.language] ?? options.language;
  const style = () => styleOf(paletteOf(container), numerals);
  let map: MapLibre;
  try {
    map = new MapLibre({
      container,
      style: style(),
      center: [options.centre.lon, options.centre.lat],
      zoom: options.centre.zoom,
      minZoom: ZOOM.min,
      maxZoom: ZOOM.max,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // Fading shapes in costs frames on cheap phones and hides that they are there.
      fadeDuration: 0,
      locale: { 'Map.Title': options.labels.map },
    });
  } catch {
    // MapLibre cleans up nothing when its constructor throws.
    container.replaceChildren();
    return trouble('no-webgl');
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return ok(handleOf(map, container, options, style));
}

function handleOf(
  map: MapLibre,
  container: HTMLElement,
  options: MapOptions,
  style: () => ReturnType<typeof styleOf>,
): MapHandle {
  let points = options.points;
  let selected: string | null = null;

  const sourceOf = (name: string) => map.getSource<GeoJSONSource>(name);
  const showPoints = (): void => void sourceOf(PLACES)?.setData(featuresOf(points, selected));
  const showGraticule = (): void => {
    const seen = map.getBounds();
    const bounds = {
      west: seen.getWest(),
      south: seen.getSouth(),
      east: seen.getEast(),
      north: seen.getNorth(),
    };
    sourceOf(GRATICULE)?.setData(graticule(bounds));
  };
  const dress = (): void => {
    const palette = paletteOf(container);
    for (const look of LOOKS) {
      if (map.hasImage(lookName(look))) map.removeImage(lookName(look));
      map.addImage(lookName(look), shapeImage(look, palette), { pixelRatio: PIXEL_RATIO });
    }
    showPoints();
    showGraticule();
  };
  map.on('style.load', dress);
  map.on('moveend', showGraticule);
  answerTaps(map, options.onSelect);
  const stopTheme = onTheme(() => map.setStyle(style(), { diff: false }));

  return {
    setPoints(next) {
      points = next;
      showPoints();
    },
    setCentre: ({ lon, lat, zoom }) => void map.easeTo({ center: [lon, lat], zoom }),
    select(id) {
      selected = id;
      showPoints();
    },
    fit(which) {
      const bounds = boundsOf(which === 'most' ? lyingTogether(points) : points);
      if (bounds !== undefined) map.fitBounds(bounds, { ...FIT, animate: false });
    },
    zoom: (isCloser) => void (isCloser ? map.zoomIn() : map.zoomOut()),
    destroy() {
      stopTheme();
      map.remove();
    },
  };
}

/** So far around a tap a shape still counts as hit: half of a thumb's 48 px. */
const TAP_PIXELS = 20;

function answerTaps(map: MapLibre, onSelect: (id: string) => void): void {
  map.on('click', ({ point: { x, y } }) => {
    const box: [[number, number], [number, number]] = [
      [x - TAP_PIXELS, y - TAP_PIXELS],
      [x + TAP_PIXELS, y + TAP_PIXELS],
    ];
    const hits = map.queryRenderedFeatures(box, { layers: [SINGLES, CLUSTERS] });
    const hit = nearest(map, hits, x, y);
    if (hit === undefined) return;
    const id: unknown = hit.properties['id'];
    if (typeof id === 'string') onSelect(id);
    else void openCluster(map, hit);
  });
}

function nearest(
  map: MapLibre,
  hits: readonly MapGeoJSONFeature[],
  x: number,
  y: number,
): MapGeoJSONFeature | undefined {
  const away = (hit: MapGeoJSONFeature): number => {
    const at = map.project(placeOf(hit));
    return Math.hypot(at.x - x, at.y - y);
  };
  return [...hits].sort((one, other) => away(one) - away(other))[0];
}

const placeOf = (feature: MapGeoJSONFeature): [number, number] => {
  const [lon = 0, lat = 0] = (feature.geometry as Point).coordinates;
  return [lon, lat];
};

async function openCluster(map: MapLibre, cluster: MapGeoJSONFeature): Promise<void> {
  const source = map.getSource<GeoJSONSource>(PLACES);
  const zoom = await source
    ?.getClusterExpansionZoom(Number(cluster.properties['cluster_id']))
    .catch(() => undefined);
  if (zoom !== undefined) map.easeTo({ center: placeOf(cluster), zoom });
}

function featuresOf(points: readonly MapPoint[], selected: string | null): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: points.map((point) => ({
      type: 'Feature',
      properties: { id: point.id, look: lookName(point), rank: rankOf(point, selected) },
      geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
    })),
  };
}

/** What lies on top: the chosen one, then her own. */
const rankOf = (point: MapPoint, selected: string | null): number =>
  point.id === selected ? CHOSEN_RANK : point.isOwn ? 1 : 0;
