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
  | 'wrong-argument-count'
  | 'bad-pattern'
  | 'bad-date';

/**
 * Long enough for every real form met (the longest expression of the WHO verbal autopsy has some 300 tokens); a
 * larger limit would let a hostile form exhaust the stack of a phone.
 */
const TOKENS_MAX = 4000;

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d*)?|\.\d+)|"(?<double>[^"]*)"|'(?<single>[^']*)'|\$\{\s*(?<question>[^{}\s]+)\s*\}|(?<name>[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?)|(?<symbol>!=|<=|>=|[-+*=<>(),.]))/uy;

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

function tokenAt(
  source: string,
  from: number,
  before: Token | undefined,
): { token: Token; end: number } | undefined {
  TOKEN.lastIndex = from;
  const match = TOKEN.exec(source);
  if (match === null) return undefined;
  const at = from + leadingSpaces(match[0]);
  const { double, single, ...others } = match.groups ?? {};
  const [kind, text] = Object.entries(others).find((entry) => entry[1] !== undefined) ?? [];
  const word = kind === 'name' && isOperand(before) ? OPERATOR_WORD.exec(text ?? '')?.[0] : undefined;
  if (word !== undefined) return { token: { kind: 'operator', text: word, at }, end: at + word.length };
  const end = from + match[0].length;
  if (kind === undefined) return { token: { kind: 'text', text: double ?? single ?? '', at }, end };
  return { token: { kind: kind as Token['kind'], text: text ?? '', at }, end };
}

/** After an operand a name can only be an operator, so that `1 or2` is as good as `1 or 2` (XPath 1.0, 3.7). */
function isOperand(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'operator') return false;
  return token.kind !== 'symbol' || token.text === ')' || token.text === '.';
}
