import { ok, type Result, type Trouble, trouble } from '../result.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'question' | 'name' | 'symbol' | 'operator';
  /** Without quotes or `${}`. */
  readonly text: string;
  /** Offset in the source. */
  readonly at: number;
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
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    if (tokens.length === TOKENS_MAX) return trouble('expression-too-long', { found: TOKENS_MAX });
    const rest = source.slice(TOKEN.lastIndex).trimStart();
    const match = TOKEN.exec(source);
    if (match === null) return syntaxTrouble(source, source.length - rest.length);
    tokens.push(tokenOf(match, source.length - rest.length, isOperand(tokens.at(-1))));
  }
  return ok(tokens);
}

export const syntaxTrouble = (source: string, at: number): Trouble<ExpressionWhy> =>
  trouble('expression-syntax', { found: source.slice(at, at + 20) || '…', at });

function tokenOf(match: RegExpExecArray, at: number, follows: boolean): Token {
  const which = match.findIndex((part, index) => index > 0 && part !== undefined);
  const text = match[which] ?? '';
  // After an operand a star multiplies; elsewhere it stands for any name.
  const isStar = text === '*' && which === SYMBOL && !follows;
  const kind = isStar ? 'name' : (KINDS[which - 1] ?? 'symbol');
  const word = kind === 'name' && follows ? OPERATOR_WORD.exec(text)?.[0] : undefined;
  if (!word) return { kind, text, at };
  TOKEN.lastIndex = at + word.length;
  return { kind: 'operator', text: word, at };
}

/** After an operand a name can only be an operator, so that `1 or2` is as good as `1 or 2` (XPath 1.0, 3.7). */
function isOperand(token: Token | undefined): boolean {
  if (!token || token.kind === 'operator') return false;
  return token.kind !== 'symbol' || CLOSING.includes(token.text);
}
