/**
 * Numbers, dates and sizes as the language writes them. Urdu takes its own digits, Spanish is Mexico's. Hours run to
 * 23: browsers write "AM" in Latin letters into Urdu, and the full stop of "a.m." doubles at the end of a sentence.
 */
const LOCALES: Readonly<Record<string, string>> = {
  en: 'en-GB',
  ur: 'ur-PK-u-hc-h23-nu-arabext',
  es: 'es-MX-u-hc-h23',
};
const locale = (language: string): string => LOCALES[language] ?? language;

export const formatNumber = (value: number, language: string, digitsMax = 2): string =>
  new Intl.NumberFormat(locale(language), { maximumFractionDigits: digitsMax }).format(value);

/** @param share 0 to 1 */
export const formatPercent = (share: number, language: string, digitsMax = 0): string =>
  new Intl.NumberFormat(locale(language), { style: 'percent', maximumFractionDigits: digitsMax }).format(
    share,
  );

/** @param iso an ISO 8601 time, or a date `YYYY-MM-DD`, which stays the same day in every time zone */
export function formatDate(iso: string, language: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  return dateText(isDay ? `${iso}T12:00:00` : iso, language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

export const formatTime = (iso: string, language: string): string =>
  dateText(iso, language, { hour: 'numeric', minute: '2-digit' });

/** The time of day for what was today where the phone is, else day and month too. */
export function formatWhen(iso: string, now: Date, language: string): string {
  if (new Date(iso).toDateString() === now.toDateString()) return formatTime(iso, language);
  return dateText(iso, language, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
}

export function formatBytes(bytes: number, language: string): string {
  const isLarge = bytes >= 1_000_000;
  const unit = isLarge ? 'megabyte' : 'kilobyte';
  const value = isLarge ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1_000));
  return new Intl.NumberFormat(locale(language), {
    style: 'unit',
    unit,
    // Latin letters beside Urdu's digits would turn around what is read first.
    unitDisplay: language === 'ur' ? 'long' : 'short',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(value);
}

function dateText(iso: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : new Intl.DateTimeFormat(locale(language), options).format(at);
}
