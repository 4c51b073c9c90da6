import type { Result } from '../../result.ts';
import type { Axis, Expression, Path, Step } from '../ast.ts';
import { Parser, parseWith } from '../parse.ts';
import type { ExpressionWhy } from '../tokens.ts';
import { AXES } from './axes.ts';

const NODE_TESTS = ['node', 'text', 'comment', 'processing-instruction'];

const EVERYWHERE: Step = { axis: 'descendant-or-self', test: 'node()', where: [] };
const SELF: Step = { axis: 'self', test: 'node()', where: [] };
const PARENT: Step = { axis: 'parent', test: 'node()', where: [] };

/** Reads an expression with location paths (XPath 1.0, chapter 2). */
export const parsePaths = (source: string): Result<Expression, ExpressionWhy> =>
  parseWith(PathParser, source);

class PathParser extends Parser {
  /** Inside a predicate a name is a node's, not a column of the choices, and a dot is that node. */
  #depth = 0;

  protected override operand(): Expression {
    let left = this.#path();
    while (this.takes('|')) left = { kind: 'union', left, right: this.#path() };
    return left;
  }

  #path(): Expression {
    if (this.takes('//')) return path('top', [EVERYWHERE, ...this.#steps()]);
    if (this.takes('/')) return path('top', this.#isStep() ? this.#steps() : []);
    if (this.#isStep()) {
      const steps = this.#steps();
      return this.#depth === 0 ? simple(steps) : path('here', steps);
    }
    const of = super.operand();
    const where = this.#predicates();
    const start: Expression = where.length === 0 ? of : { kind: 'filter', of, where };
    const steps = this.#further();
    return steps.length === 0 ? start : path(start, steps);
  }

  #steps(): Step[] {
    return [this.#step(), ...this.#further()];
  }

  #further(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.takes('//')) steps.push(EVERYWHERE, this.#step());
      else if (this.takes('/')) steps.push(this.#step());
      else return steps;
    }
  }

  /** Whether a step begins here, rather than a call or a value. */
  #isStep(): boolean {
    const token = this.peek();
    if (token === undefined) return false;
    if (token.kind === 'symbol') return ['.', '..', '@'].includes(token.text);
    return token.kind === 'name' && (this.peek(1)?.text !== '(' || NODE_TESTS.includes(token.text));
  }

  #step(): Step {
    if (this.takes('.')) return SELF;
    if (this.takes('..')) return PARENT;
    const axis = this.#axis();
    if (this.peek()?.kind !== 'name') throw this.problem();
    const name = this.skip().text;
    const isKind = NODE_TESTS.includes(name) && this.takes('(');
    if (isKind && !this.takes(')')) throw this.problem();
    return { axis, test: isKind ? `${name}()` : name, where: this.#predicates() };
  }

  #axis(): Axis {
    if (this.takes('@')) return 'attribute';
    if (this.peek(1)?.text !== '::') return 'child';
    const name = this.peek()?.text ?? '';
    if (!Object.hasOwn(AXES, name)) throw this.problem();
    this.skip();
    this.skip();
    return name as Axis;
  }

  #predicates(): Expression[] {
    const where: Expression[] = [];
    while (this.takes('[')) {
      this.#depth++;
      where.push(this.operation(0));
      this.#depth--;
      if (!this.takes(']')) throw this.problem();
    }
    return where;
  }
}

const path = (start: Path['start'], steps: readonly Step[]): Path => ({ kind: 'path', start, steps });

/** A lone dot is the question's own value, and a lone name a column, in forms without paths as well. */
function simple(steps: readonly Step[]): Expression {
  const [only, ...more] = steps;
  if (only === undefined || more.length > 0 || only.where.length > 0) return path('here', steps);
  if (only === SELF) return { kind: 'own' };
  const isName = only.axis === 'child' && /^[^*()]+$/.test(only.test);
  return isName ? { kind: 'column', name: only.test } : path('here', steps);
}
