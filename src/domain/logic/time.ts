/** Dates of expressions: ISO texts, which arithmetic sees as days since 1970-01-01 00:00 UTC. */
export const DAY_MS = 86_400_000;

const ISO =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:T(\d\d):([0-5]\d)(?::([0-5]\d)(?:(\.\d{1,3})\d*)?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/;

/**
 * Milliseconds of a zone's offset from UTC, from the end of a time stamp (`+05:00`, `Z`); undefined without one.
 * All local times of one evaluation use the offset of its clock's `now`. A true time zone would make the days
 * between two dates fractional across a change to summer time, and an age could then lack a day.
 */
export function zoneMsOf(stamp: string): number | undefined {
  if (stamp.endsWith('Z')) return 0;
  const match = /T.*([+-])(\d\d):?(\d\d)?$/.exec(stamp);
  if (match === null) return undefined;
  const [, sign, hours, minutes = 0] = match;
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Whether a text is a date or time stamp. */
export const isInstant = (text: string): boolean => !Number.isNaN(epochMs(text, 0));

/** Epoch milliseconds of an ISO date (local midnight) or time stamp; NaN for anything else, 30 February included. */
export function epochMs(text: string, zoneMs: number): number {
  const match = ISO.exec(text);
  if (match === null) return Number.NaN;
  const [year = 0, month = 0, day, ...clock] = match.slice(1).map((part = '0') => Number(part));
  const [hour = 0, minute = 0, second = 0, fraction = 0] = clock;
  // A whole cycle of the calendar later: for Date.UTC the year 24 is 1924.
  const date = new Date(Date.UTC(year + 400, month - 1, day, hour, minute, second, fraction * 1000));
  // Date.UTC rolls 30 February over into March; a day that does not exist must not become another one.
  if (date.getUTCDate() !== day || date.getUTCMonth() !== month - 1) return Number.NaN;
  return date.getTime() - 146_097 * DAY_MS - (zoneMsOf(text) ?? zoneMs);
}
