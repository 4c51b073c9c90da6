import { ok, type Result } from '../result.ts';
import { type Expression, isOperator, type Operator, PRECEDENCE } from './ast.ts';
import { type ExpressionWhy, syntaxTrouble, type Token, tokenize } from './tokens.ts';

/** Nested parentheses and calls; people write fewer than ten, and each level costs stack. */
const DEPTH_MAX = 100;

/** Thrown only inside a grammar, at the token where it ends. */
class SyntaxProblem {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

/** What a grammar reads with. */
export interface Reader {
  /** The token `ahead` of the next. */
  peek(ahead?: number): Token | undefined;
  skip(): Token;
  takes(symbol: string): boolean;
  /** Takes what must stand here. */
  must(symbol: string): void;
  /** Precedence climbing: takes operators that bind tighter than `floor`. */
  operation(floor: number): Expression;
  /** What operators stand between, without location paths. */
  operand(): Expression;
  fail(): never;
}

/** Reads what operators stand between. */
export type Grammar = (reader: Reader) => () => Expression;

/**
 * Reads an expression (XPath 1.0 grammar) into a tree.
 * @param grammar `extended/paths.ts` adds location paths to what most forms use
 */
export function parse(source: string, grammar?: Grammar): Result<Expression, ExpressionWhy> {
  const read = tokenize(source);
  if (!read.ok) return read;
  const tokens = read.value;
  let next = 0;
  let depth = 0;

  const peek = (ahead = 0): Token | undefined => tokens[next + ahead];
  const fail = (): never => {
    throw new SyntaxProblem(peek()?.at ?? source.length);
  };
  const skip = (): Token => {
    const token = peek() ?? fail();
    next++;
    return token;
  };
  const takes = (symbol: string): boolean => {
    const token = peek();
    const isThere = token?.kind === 'symbol' && token.text === symbol;
    if (isThere) next++;
    return isThere;
  };
  const must = (symbol: string): void => {
    if (!takes(symbol)) fail();
  };
  const operatorAbove = (floor: number): Operator | undefined => {
    const { kind, text = '' } = peek() ?? {};
    const isOne = kind === 'symbol' || kind === 'operator';
    return isOne && isOperator(text) && PRECEDENCE[text] > floor ? text : undefined;
  };
  const unary = (): Expression => {
    let signs = 0;
    while (takes('-')) signs++;
    let signed = between();
    for (; signs > 0; signs--) signed = { kind: 'negative', args: [signed] };
    return signed;
  };
  const operation = (floor: number): Expression => {
    if (++depth > DEPTH_MAX) fail();
    let left = unary();
    for (let operator = operatorAbove(floor); operator; operator = operatorAbove(floor)) {
      next++;
      left = { kind: 'operation', operator, args: [left, operation(PRECEDENCE[operator])] };
    }
    depth--;
    return left;
  };
  const named = (name: string): Expression => {
    if (!takes('(')) return { kind: 'column', name };
    const args: Expression[] = [];
    while (!takes(')')) {
      if (args.length > 0) must(',');
      args.push(operation(0));
    }
    return { kind: 'call', name, args };
  };
  const operand = (): Expression => {
    const { kind, text } = skip();
    if (kind === 'number' || kind === 'text') return { kind, text };
    if (kind === 'question') return { kind, name: text };
    if (kind === 'name') return named(text);
    if (text === '.') return { kind: 'own' };
    next--;
    must('(');
    const inner = operation(0);
    must(')');
    return inner;
  };
  const between = grammar?.({ peek, skip, takes, must, operation, operand, fail }) ?? operand;

  try {
    const whole = operation(0);
    return peek() ? fail() : ok(whole);
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return syntaxTrouble(source, problem.at);
    throw problem;
  }
}
