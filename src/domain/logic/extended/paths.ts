import type { Result } from '../../result.ts';
import type { Axis, Expression, Path, Step } from '../ast.ts';
import { type Grammar, parse } from '../parse.ts';
import type { ExpressionWhy } from '../tokens.ts';
import { AXES } from './axes.ts';

const NODE_TESTS = ['node', 'text', 'comment', 'processing-instruction'];

const nodeOn = (axis: Axis): Step => ({ axis, test: 'node()', where: [] });
const EVERYWHERE = nodeOn('descendant-or-self');
const SELF = nodeOn('self');
const PARENT = nodeOn('parent');

/** Reads an expression with location paths (XPath 1.0, chapter 2). */
export const parsePaths = (source: string): Result<Expression, ExpressionWhy> => parse(source, paths);

const paths: Grammar = ({ peek, skip, takes, must, operation, operand, fail }) => {
  /** Inside a predicate a name is a node's, not a column of the choices, and a dot is that node. */
  let depth = 0;

  const predicates = (): Expression[] => {
    const where: Expression[] = [];
    while (takes('[')) {
      depth++;
      where.push(operation(0));
      depth--;
      must(']');
    }
    return where;
  };
  const axis = (): Axis => {
    if (takes('@')) return 'attribute';
    if (peek(1)?.text !== '::') return 'child';
    if (!Object.hasOwn(AXES, peek()?.text ?? '')) fail();
    const name = skip().text as Axis;
    skip();
    return name;
  };
  const step = (): Step => {
    if (takes('.')) return SELF;
    if (takes('..')) return PARENT;
    const on = axis();
    if (peek()?.kind !== 'name') fail();
    const name = skip().text;
    const isKind = NODE_TESTS.includes(name) && takes('(');
    if (isKind) must(')');
    return { axis: on, test: isKind ? `${name}()` : name, where: predicates() };
  };
  const further = (): Step[] => {
    const steps: Step[] = [];
    for (;;) {
      if (takes('//')) steps.push(EVERYWHERE, step());
      else if (takes('/')) steps.push(step());
      else return steps;
    }
  };
  const steps = (): Step[] => [step(), ...further()];
  /** Whether a step begins here, rather than a call or a value. */
  const isStep = (): boolean => {
    const { kind, text = '' } = peek() ?? {};
    if (kind === 'symbol') return ['.', '..', '@'].includes(text);
    return kind === 'name' && (peek(1)?.text !== '(' || NODE_TESTS.includes(text));
  };
  const path = (): Expression => {
    if (takes('//')) return pathOf('top', [EVERYWHERE, ...steps()]);
    if (takes('/')) return pathOf('top', isStep() ? steps() : []);
    if (isStep()) return depth === 0 ? simple(steps()) : pathOf('here', steps());
    const of = operand();
    const where = predicates();
    const start: Expression = where.length === 0 ? of : { kind: 'filter', of, where };
    const more = further();
    return more.length === 0 ? start : pathOf(start, more);
  };
  return () => {
    let left = path();
    while (takes('|')) left = { kind: 'union', args: [left, path()] };
    return left;
  };
};

const pathOf = (start: Path['start'], steps: readonly Step[]): Path => ({ kind: 'path', start, steps });

/** The name that a path is, if it is nothing but the name of a child. */
export function loneName([only, ...more]: readonly Step[]): string | undefined {
  const isName = only?.axis === 'child' && only.where.length === 0 && !/[*()]/.test(only.test);
  return isName && more.length === 0 ? only.test : undefined;
}

/** A lone dot is the question's own value, and a lone name a column, in forms without paths as well. */
function simple(steps: readonly Step[]): Expression {
  if (steps[0] === SELF && steps.length === 1) return { kind: 'own' };
  const name = loneName(steps);
  return name ? { kind: 'column', name } : pathOf('here', steps);
}
