import { tokenize } from '../logic/tokens.ts';

const SIGNED_NUMBER = /^-?\d+(?:\.\d+)?$/;
/** Types whose plain values hold a minus sign. */
const HYPHENATED = new Set(['date', 'geopoint']);
const SIGNS = new Set(['+', '-', '*']);

/**
 * Whether a `default` is an expression rather than a plain value: when it holds a reference, a function or an
 * arithmetic operator (pyxform, `default_is_dynamic`). What cannot be read as an expression is a plain value.
 */
export function isDynamicDefault(row: {
  readonly type: string;
  readonly default?: string | undefined;
}): boolean {
  const source = row.default ?? '';
  if (SIGNED_NUMBER.test(source.trim())) return false;
  const tokens = tokenize(source);
  if (!tokens.ok) return source.includes('${');
  return tokens.value.some(({ kind, text, at }) => {
    if (kind === 'question') return true;
    if (kind === 'name') return source[at + text.length] === '(';
    if (kind === 'operator') return text === 'div' || text === 'mod';
    return kind === 'symbol' && SIGNS.has(text) && !(text === '-' && HYPHENATED.has(row.type));
  });
}
