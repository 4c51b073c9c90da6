import type { Choice } from '../../../domain/form/definition.ts';
import { pointsIn } from '../../../domain/logic/extended/points.ts';
import type { Point } from '../../../domain/mobility/distance.ts';

/** A choice that says where it lies. */
export interface PlacedChoice extends Point {
  readonly choice: Choice;
}

/** Choices with a `geometry` as ODK writes it (`lat lon alt acc; …`): a line or an area lies in the middle of its points. */
export function placedChoices(choices: readonly Choice[]): PlacedChoice[] {
  return choices.flatMap((choice) => {
    const points = pointsIn(choice.columns?.['geometry'] ?? '') ?? [];
    if (points.length === 0) return [];
    const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    return [{ choice, lat: mean(points.map(({ lat }) => lat)), lon: mean(points.map(({ lon }) => lon)) }];
  });
}

/**
 * The nearest ones, nearest first. Tens of thousands are looked at while a finger moves the map: compared are squares on
 * a flat map around the middle, which orders what is near as the sphere does.
 */
export function nearestOf(
  places: readonly PlacedChoice[],
  middle: Point,
  countMax: number,
): readonly PlacedChoice[] {
  const narrow = Math.cos((middle.lat * Math.PI) / 180);
  const found: { place: PlacedChoice; away: number }[] = [];
  for (const place of places) {
    const east = ((((place.lon - middle.lon + 540) % 360) + 360) % 360) - 180;
    const away = (place.lat - middle.lat) ** 2 + (east * narrow) ** 2;
    if (found.length === countMax && away >= (found.at(-1)?.away ?? 0)) continue;
    const at = found.findIndex((other) => other.away > away);
    found.splice(at === -1 ? found.length : at, 0, { place, away });
    if (found.length > countMax) found.pop();
  }
  return found.map(({ place }) => place);
}
