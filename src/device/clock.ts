export interface ClockDoor {
  /** ISO 8601 with the zone's offset: `2026-03-14T09:26:53.589+05:00`. */
  now(): string;
  /** `YYYY-MM-DD` where the phone is. */
  today(): string;
  /** Milliseconds since 1970, by a clock that people set. */
  wallMs(): number;
  /** Milliseconds by a clock that nobody sets; for durations. */
  monotonicMs(): number;
}

export const browserClock = (): ClockDoor => ({
  now: () => isoWithOffset(new Date()),
  today: () => isoWithOffset(new Date()).slice(0, 10),
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
});

/** A time as people at the place read it, which `toISOString` would turn into Greenwich's. */
export function isoWithOffset(at: Date): string {
  const offsetMinutes = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const away = Math.abs(offsetMinutes);
  const hours = String(Math.floor(away / 60)).padStart(2, '0');
  const minutes = String(away % 60).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}
