import type { Chance } from './chance.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Pakistan keeps +05:00 all year, León -06:00 since 2022. */
export const PAKISTAN_MINUTES = 5 * 60;
export const LEON_MINUTES = -6 * 60;

/** ISO 8601 with seconds and the offset of the place, as a phone there would write it. */
export function localTime(timeMs: number, offsetMinutes: number): string {
  const local = new Date(timeMs + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offsetMinutes) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(offsetMinutes) % 60).padStart(2, '0');
  return `${local}${sign}${hours}:${minutes}`;
}

export interface Visit {
  readonly startedMs: number;
  readonly finishedMs: number;
}

/** One interview after another: six a day from half past nine, never on a Sunday. */
const INTERVIEWS_A_DAY = 6;
const FIRST_MINUTE = 9 * 60 + 30;
const MINUTES_BETWEEN = 62;

/**
 * When the n-th interview of a collector took place.
 * @param firstDay `Date.UTC` of the first day, midnight
 * @param isRefused a refusal takes a minute or two, an interview eleven to twenty-six
 */
export function visitOf(firstDay: number, n: number, isRefused: boolean, chance: Chance): Visit {
  let day = firstDay;
  for (let left = Math.floor(n / INTERVIEWS_A_DAY); left > 0; left--) {
    day += DAY_MS;
    if (new Date(day).getUTCDay() === 0) day += DAY_MS;
  }
  const minute = FIRST_MINUTE + (n % INTERVIEWS_A_DAY) * MINUTES_BETWEEN + chance.unit() * 30;
  const minutes = isRefused ? 1 + chance.unit() : 11 + 15 * chance.unit();
  const startedMs = day + Math.round((minute - PAKISTAN_MINUTES) * MINUTE_MS);
  return { startedMs, finishedMs: startedMs + Math.round(minutes * MINUTE_MS) };
}

/** When somebody in León walked, rode or waited: mornings and evenings of spring, every day of the week. */
export function walkOf(chance: Chance): Visit {
  const day = Date.UTC(2026, 3, 4) + chance.whole(0, 84) * DAY_MS;
  const peak = chance.happens(0.45) ? 8 : 18;
  const hour = Math.min(Math.max(peak + 1.6 * chance.normal(), 5.5), 22.5);
  const startedMs = day + Math.round((hour * 60 - LEON_MINUTES) * MINUTE_MS);
  return { startedMs, finishedMs: startedMs + Math.round((14 + 50 * chance.unit()) * 1000) };
}
