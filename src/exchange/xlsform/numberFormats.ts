/** Excel's own formats that show a day or a time of day (ECMA-376, 18.8.30). */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** Quoted and escaped letters, colours and conditions are no parts of a date. */
const LITERALS = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/** Whether a number format shows a date, a time, or both. */
export function showsTime(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  const [positive = ''] = code.replace(LITERALS, '').split(';');
  return /[ymdhs]/i.test(positive) && !/^general$/i.test(positive);
}

const DAY_MS = 86_400_000;

/**
 * A cell's number as ISO 8601: the day alone at midnight, the time alone before the first day.
 * @param serial days since the workbook's first day, which is 1 January 1904 on old Macintoshes
 */
export function dateText(serial: number, is1904: boolean): string {
  // Excel believes in 29 February 1900, as Lotus 1-2-3 did: days before it count from a day later.
  const shift = !is1904 && serial >= 1 && serial < 60 ? 1 : 0;
  const day0 = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const ms = Math.round((serial + shift) * DAY_MS * 1e-3) * 1e3 + day0;
  const moment = new Date(ms);
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9999) return String(serial);
  const iso = moment.toISOString().slice(0, 19);
  if (serial >= 0 && serial < 1) return iso.slice(11);
  return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso;
}
