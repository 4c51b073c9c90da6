import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumber, toLatinDigits, toOwnDigits } from '../../../src/ui/questions/digits.ts';

const digits = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const urdu = digits(0x06f0);
const arabic = digits(0x0660);

test('a whole number is the same number in Latin, Urdu and Arabic digits', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      for (const write of [String, (n: number) => urdu(String(n)), (n: number) => arabic(String(n))]) {
        expect(readNumber(write(value), 'integer')).toEqual({
          state: 'number',
          value: value === 0 ? 0 : value,
        });
      }
    }),
  );
});

test('a stored number that is shown in the digits of a language is read back as itself', () => {
  const metres = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(metres, fc.constantFrom('en', 'ur', 'es', 'ur-PK'), (value, language) => {
      const read = readNumber(toOwnDigits(value, language), 'decimal');
      // 1,500 cannot arise: no separators of thousands are shown.
      expect(read.state === 'number' && read.value).toBeCloseTo(value, 9);
    }),
  );
});

test.each([
  ['', { state: 'empty' }],
  ['   ', { state: 'empty' }],
  ['1.5', { state: 'number', value: 1.5 }],
  ['1,5', { state: 'number', value: 1.5 }],
  ['۱٫۵', { state: 'number', value: 1.5 }],
  ['۱۲٬۰۰۰', { state: 'number', value: 12000 }],
  ['−3', { state: 'number', value: -3 }],
  ['.5', { state: 'number', value: 0.5 }],
  ['1,500', { state: 'wrong', why: 'number.comma' }],
  ['12 kg', { state: 'wrong', why: 'number.notNumber' }],
  ['۳۴ سال', { state: 'wrong', why: 'number.notNumber' }],
  ['1e5', { state: 'wrong', why: 'number.notNumber' }],
  ['--1', { state: 'wrong', why: 'number.notNumber' }],
  ['.', { state: 'wrong', why: 'number.notNumber' }],
])('amina types %j where a number is asked', (typed, expected) => {
  expect(readNumber(typed, 'decimal')).toEqual(expected);
});

test('half a person is refused where a whole number is asked', () => {
  expect(readNumber('1.5', 'integer')).toEqual({ state: 'wrong', why: 'number.notWhole' });
  expect(readNumber('99999999999999999999', 'integer')).toEqual({ state: 'wrong', why: 'number.notWhole' });
});

test('a code typed with Urdu digits keeps its letters', () => {
  expect(toLatinDigits('UC۱۲-٠١٤٨')).toBe('UC12-0148');
});
