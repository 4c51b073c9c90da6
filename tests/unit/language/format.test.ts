import { expect, test } from 'vitest';
import {
  formatBytes,
  formatDate,
  formatNumber,
  formatPercent,
  formatWhen,
} from '../../../src/language/format.ts';

test('a day stays the same day wherever the phone is', () => {
  expect(formatDate('2026-03-01', 'en')).toBe('1 March 2026');
  expect(formatDate('2026-12-31', 'es')).toBe('31 de diciembre de 2026');
});

test('what was saved early this morning is told by the hour only, in Karachi as in León', () => {
  const morning = new Date(2026, 2, 1, 0, 30);
  const noon = new Date(2026, 2, 1, 12, 0);
  expect(formatWhen(morning.toISOString(), noon, 'en')).not.toContain('Mar');
  expect(formatWhen(morning.toISOString(), new Date(2026, 2, 2, 0, 30), 'en')).toContain('Mar');
});

test('Urdu is written with its own digits', () => {
  expect(formatNumber(1234, 'ur')).toBe('۱٬۲۳۴');
  expect(formatPercent(0.28, 'en')).toBe('28%');
});

test('sizes are rounded to what a person pays for, and nothing weighs zero', () => {
  expect(formatBytes(200, 'en')).toBe('1 kB');
  expect(formatBytes(290_400, 'en')).toBe('290 kB');
  expect(formatBytes(290_400, 'ur')).toBe('۲۹۰ کلوبائٹس');
  expect(formatBytes(2_640_000, 'es')).toContain('2.6');
});

test('a time that is none is shown as it came instead of as an error', () => {
  expect(formatWhen('soon', new Date(), 'en')).toBe('soon');
});
