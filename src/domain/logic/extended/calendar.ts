import { DAY_MS } from '../time.ts';

/** The local calendar and clock of an instant, as a `Date` whose UTC fields are to be read. */
export const wallClock = (ms: number, zoneMs: number): Date => new Date(ms + zoneMs);

/** `YYYY-MM-DD` of a local midnight, a time stamp of any other instant; '' when there is none. */
export function isoText(ms: number, zoneMs: number): string {
  const wall = wallClock(ms, zoneMs);
  if (Number.isNaN(wall.getTime())) return '';
  const stamp = wall.toISOString();
  return wall.getTime() % DAY_MS === 0 ? stamp.slice(0, 10) : `${stamp.slice(0, -1)}${offsetText(zoneMs)}`;
}

function offsetText(zoneMs: number): string {
  const minutes = Math.abs(zoneMs) / 60_000;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${zoneMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
