/** Numbers as people type them: Latin, Persian-Urdu (U+06F0) and Arabic (U+0660) digits are the same to us. */
const ZEROS = [0x06f0, 0x0660];

export function toLatinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => code >= first && code <= first + 9) ?? code;
    return String(code - zero);
  });
}

/** A stored number as the language writes it, without thousands separators, so that it can be edited. */
export function toOwnDigits(value: number, language: string): string {
  const plain = String(value);
  if (language.split('-')[0] !== 'ur') return plain;
  return plain.replace(/\d/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit))).replace('.', '٫');
}

export type NumberWhy = 'number.notNumber' | 'number.notWhole' | 'number.comma';
export type ReadNumber =
  | { state: 'empty' }
  | { state: 'number'; value: number }
  | { state: 'wrong'; why: NumberWhy };

/** @param kind whether a fraction may stand */
export function readNumber(typed: string, kind: 'integer' | 'decimal'): ReadNumber {
  const text = plain(typed);
  if (text === '') return { state: 'empty' };
  // 1,500 may be fifteen hundred or one and a half: asking is better than guessing.
  if (/^-?\d{1,3},\d{3}$/.test(text)) return { state: 'wrong', why: 'number.comma' };
  const pointed = text.replace(',', '.');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(pointed)) return { state: 'wrong', why: 'number.notNumber' };
  const value = Number(pointed);
  if (kind === 'decimal') return { state: 'number', value };
  if (pointed.includes('.') || !Number.isSafeInteger(value))
    return { state: 'wrong', why: 'number.notWhole' };
  return { state: 'number', value };
}

/** Latin digits, one kind of minus and of decimal sign, and none of the marks that keyboards in Urdu slip in. */
const plain = (typed: string): string =>
  toLatinDigits(typed)
    .replace(/[\s\u200c-\u200f\u061c\u066c]/g, '')
    .replace(/[\u2212\u2013\ufe63\uff0d]/g, '-')
    .replace(/\u066b/g, '.');
