/** `+05:00`: how far the phone's clock is ahead of UTC at a moment, as XLSForm's times carry it. */
export function offsetOf(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

/** `13:30` as it is stored: with seconds, and the offset of today. */
export const timeStamp = (time: string, today: Date): string =>
  `${time.slice(0, 5)}:00.000${offsetOf(today)}`;

/** `2026-03-01T13:30` as it is stored: with the offset of that very moment, since summer time moves it. */
export function dateTimeStamp(local: string): string | undefined {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : `${local.slice(0, 16)}:00.000${offsetOf(at)}`;
}
