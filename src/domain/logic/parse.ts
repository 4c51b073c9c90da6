import { ok, type Result } from '../result.ts';
import { type Expression, isOperator, type Operator, PRECEDENCE } from './ast.ts';
import { type ExpressionWhy, syntaxTrouble, type Token, tokenize } from './tokens.ts';

/** Nested parentheses and calls; people write fewer than ten, and each level costs stack. */
const DEPTH_MAX = 100;

/** Thrown only inside this file, at the token where the grammar ends. */
class SyntaxProblem {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

/** Reads an expression (XPath 1.0 grammar, without location paths) into a tree. */
export const parse = (source: string): Result<Expression, ExpressionWhy> => parseWith(Parser, source);

/** Reads an expression with a grammar. */
export function parseWith(Grammar: typeof Parser, source: string): Result<Expression, ExpressionWhy> {
  const tokens = tokenize(source);
  if (!tokens.ok) return tokens;
  try {
    return ok(new Grammar(tokens.value, source.length).whole());
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return syntaxTrouble(source, problem.at);
    throw problem;
  }
}

/** The grammar of what most forms use; `extended/PathParser.ts` adds location paths. */
export class Parser {
  #next = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];
  readonly #end: number;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Expression {
    const expression = this.operation(0);
    if (this.peek() !== undefined) throw this.problem();
    return expression;
  }

  /** Precedence climbing: takes operators that bind tighter than `floor`. */
  protected operation(floor: number): Expression {
    if (++this.#depth > DEPTH_MAX) throw this.problem();
    let left = this.#unary();
    for (let operator = this.#operator(floor); operator; operator = this.#operator(floor)) {
      this.#next++;
      left = { kind: 'operation', operator, left, right: this.operation(PRECEDENCE[operator]) };
    }
    this.#depth--;
    return left;
  }

  #operator(floor: number): Operator | undefined {
    const token = this.peek();
    const isOne = token !== undefined && (token.kind === 'symbol' || token.kind === 'operator');
    return isOne && isOperator(token.text) && PRECEDENCE[token.text] > floor ? token.text : undefined;
  }

  #unary(): Expression {
    let signs = 0;
    while (this.takes('-')) signs++;
    let operand = this.operand();
    for (; signs > 0; signs--) operand = { kind: 'negative', operand };
    return operand;
  }

  /** What operators stand between. */
  protected operand(): Expression {
    const token = this.skip();
    if (token.kind === 'number' || token.kind === 'text') return { kind: token.kind, text: token.text };
    if (token.kind === 'question') return { kind: 'question', name: token.text };
    if (token.kind === 'name') return this.#named(token.text);
    if (token.text === '.') return { kind: 'own' };
    if (token.text === '(') return this.#closed(this.operation(0));
    this.#next--;
    throw this.problem();
  }

  #named(name: string): Expression {
    if (!this.takes('(')) return { kind: 'column', name };
    if (this.takes(')')) return { kind: 'call', name, args: [] };
    const args = [this.operation(0)];
    while (this.takes(',')) args.push(this.operation(0));
    return this.#closed({ kind: 'call', name, args });
  }

  #closed(expression: Expression): Expression {
    if (!this.takes(')')) throw this.problem();
    return expression;
  }

  protected takes(symbol: string): boolean {
    const token = this.peek();
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    this.#next++;
    return true;
  }

  /** The token `ahead` of the next. */
  protected peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead];
  }

  protected skip(): Token {
    const token = this.peek();
    if (token === undefined) throw this.problem();
    this.#next++;
    return token;
  }

  protected problem(): SyntaxProblem {
    return new SyntaxProblem(this.peek()?.at ?? this.#end);
  }
}
