import { ok, type Result, trouble } from '../result.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'question' | 'name' | 'symbol';
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

/** Cuts an expression into tokens; the trouble names what was found and its offset `at`. */
export function tokenize(source: string): Result<Token[], ExpressionWhy> {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  let at = 0;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match === null) return syntaxTrouble(source, at + (source.slice(at).match(/^\s*/)?.[0].length ?? 0));
    if (tokens.length === TOKENS_MAX) return trouble('expression-too-long', { found: TOKENS_MAX });
    tokens.push(tokenOf(match, at));
    at = TOKEN.lastIndex;
  }
  return ok(tokens);
}

export const syntaxTrouble = (source: string, at: number) =>
  trouble('expression-syntax', { found: source.slice(at, at + 20) || '…', at });

function tokenOf(match: RegExpExecArray, from: number): Token {
  const { number, double, single, question, name, symbol } = match.groups ?? {};
  const at = from + match[0].length - match[0].trimStart().length;
  if (number !== undefined) return { kind: 'number', text: number, at };
  if (question !== undefined) return { kind: 'question', text: question, at };
  if (name !== undefined) return { kind: 'name', text: name, at };
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, at };
  return { kind: 'text', text: double ?? single ?? '', at };
}
