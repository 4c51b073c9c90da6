import { ok, type Result, type Trouble, trouble } from '../result.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'question' | 'name' | 'symbol' | 'operator';
  /** Without quotes or `${}`. */
  readonly text: string;
  /** Offset in the source. */
  readonly at: number;
}

/** A token and where the next may begin. */
interface Placed {
  readonly token: Token;
  readonly end: number;
}

/** What can be wrong with an expression; each has a sentence in `trouble.json`. */
export type ExpressionWhy =
  | 'expression-syntax'
  | 'expression-too-long'
  | 'unknown-question'
  | 'ambiguous-question'
  | 'unknown-function'
  | 'unknown-column'
  | 'needs-questions'
  | 'wrong-argument-count'
  | 'bad-pattern'
  | 'bad-date';

/**
 * Long enough for every real form met (the longest expression of the WHO verbal autopsy has some 300 tokens); a
 * larger limit would let a hostile form exhaust the stack of a phone.
 */
const TOKENS_MAX = 4000;

/**
 * Numbered groups in the order of KINDS, and plain ranges for the letters of a name (XML's, a little coarser): named
 * groups and Unicode classes made reading a form five times slower.
 */
const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?|\.\d+)|"([^"]*)"|'([^']*)'|\$\{\s*([^{}\s]+)\s*\}|([A-Za-z_\u00c0-\u1fff\u2070-\u2fef\u3001-\ufffd][\w.\u00b7-\u1fff\u2070-\u2fef\u3001-\ufffd-]*(?::(?:[A-Za-z_][\w.-]*|\*))?)|([!<>]=|\.\.|::|\/\/|[-+*=<>(),./@|[\]]))/y;
const KINDS = ['number', 'text', 'text', 'question', 'name', 'symbol'] as const;
const SYMBOL = KINDS.length;
/** Symbols that end an operand. */
const CLOSING = [')', '.', '..', ']'];

const OPERATOR_WORD = /^(?:and|or|div|mod)/;

/** Cuts an expression into tokens; the trouble names what was found and its offset `at`. */
export function tokenize(source: string): Result<Token[], ExpressionWhy> {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  for (let at = 0; at < end; ) {
    if (tokens.length === TOKENS_MAX) return trouble('expression-too-long', { found: TOKENS_MAX });
    const next = tokenAt(source, at, tokens.at(-1));
    if (next === undefined) return syntaxTrouble(source, at + leadingSpaces(source.slice(at)));
    tokens.push(next.token);
    at = next.end;
  }
  return ok(tokens);
}

export const syntaxTrouble = (source: string, at: number): Trouble<ExpressionWhy> =>
  trouble('expression-syntax', { found: source.slice(at, at + 20) || '…', at });

const leadingSpaces = (text: string): number => text.length - text.trimStart().length;

function tokenAt(source: string, from: number, before: Token | undefined): Placed | undefined {
  TOKEN.lastIndex = from;
  const match = TOKEN.exec(source);
  if (match === null) return undefined;
  const at = from + leadingSpaces(match[0]);
  const which = match.findIndex((part, index) => index > 0 && part !== undefined);
  const text = match[which] ?? '';
  // After an operand a star multiplies; elsewhere it stands for any name.
  const isStar = text === '*' && which === SYMBOL && !isOperand(before);
  const kind = isStar ? 'name' : (KINDS[which - 1] ?? 'symbol');
  const word = kind === 'name' && isOperand(before) ? OPERATOR_WORD.exec(text)?.[0] : undefined;
  if (word !== undefined) return { token: { kind: 'operator', text: word, at }, end: at + word.length };
  return { token: { kind, text, at }, end: TOKEN.lastIndex };
}

/** After an operand a name can only be an operator, so that `1 or2` is as good as `1 or 2` (XPath 1.0, 3.7). */
function isOperand(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'operator') return false;
  return token.kind !== 'symbol' || CLOSING.includes(token.text);
}
