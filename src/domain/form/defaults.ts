import { tokenize } from '../logic/tokens.ts';

/** Types whose plain values hold a minus sign. */
const HYPHENATED = new Set(['date', 'geopoint']);
const SIGNS = new Set(['+', '-', '*']);

/**
 * Whether a `default` is an expression rather than a plain value: when it holds a reference, a function or an
 * arithmetic operator (pyxform, `default_is_dynamic`). What cannot be read as an expression is a plain value. A minus
 * right before a digit is no operator: it stands in negative numbers, in dates, in a phone number.
 */
export function isDynamicDefault(row: {
  readonly type: string;
  readonly default?: string | undefined;
}): boolean {
  const source = row.default ?? '';
  const tokens = tokenize(source);
  if (!tokens.ok) return source.includes('${');
  return tokens.value.some(({ kind, text, at }) => {
    if (kind === 'question') return true;
    if (kind === 'name') return source[at + text.length] === '(';
    if (kind === 'operator') return text === 'div' || text === 'mod';
    if (kind !== 'symbol' || !SIGNS.has(text)) return false;
    return text !== '-' || !(HYPHENATED.has(row.type) || /[\d.]/.test(source[at + 1] ?? ''));
  });
}
