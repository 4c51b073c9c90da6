import { type Expression, type Operation, type Path, PRECEDENCE, type Step } from './ast.ts';

/** Writes an expression with as few parentheses as it needs; `parse(print(e))` equals `e`. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'text':
      return expression.text.includes("'") ? `"${expression.text}"` : `'${expression.text}'`;
    case 'number':
      return expression.text;
    case 'own':
      return '.';
    case 'question':
      return `\${${expression.name}}`;
    case 'column':
      return expression.name;
    case 'negative':
      return `-${operand(expression.args[0], Number.POSITIVE_INFINITY)}`;
    case 'union':
      return `${united(expression.args[0], true)} | ${united(expression.args[1], false)}`;
    case 'filter':
      return `${primary(expression.of)}${predicates(expression.where)}`;
    case 'path':
      return path(expression);
    case 'operation':
      return operation(expression);
    case 'call':
      return `${expression.name}(${expression.args.map(print).join(', ')})`;
  }
}

function operation({ operator, args: [left, right] }: Operation): string {
  const binds = PRECEDENCE[operator];
  return `${operand(left, binds)} ${operator} ${operand(right, binds + 1)}`;
}

const operand = (expression: Expression, floor: number): string =>
  expression.kind === 'operation' && PRECEDENCE[expression.operator] < floor
    ? `(${print(expression)})`
    : print(expression);

/** A side of `|`: a path or something simpler; a union only on the left, where it stands without parentheses. */
const united = (side: Expression, isLeft: boolean): string =>
  ['negative', 'operation', ...(isLeft ? [] : ['union'])].includes(side.kind)
    ? `(${print(side)})`
    : print(side);

const PRIMARY = ['text', 'number', 'question', 'call'];

/** What a predicate or a path may follow directly. */
const primary = (expression: Expression): string =>
  PRIMARY.includes(expression.kind) ? print(expression) : `(${print(expression)})`;

const predicates = (where: readonly Expression[]): string => where.map((one) => `[${print(one)}]`).join('');

function path({ start, steps }: Path): string {
  const written = steps.map(step).join('/');
  if (start === 'here') return written;
  if (start === 'top') return `/${written}`;
  return `${start.kind === 'filter' ? print(start) : primary(start)}/${written}`;
}

function step({ axis, test, where }: Step): string {
  if (test === 'node()' && where.length === 0) {
    if (axis === 'self') return '.';
    if (axis === 'parent') return '..';
  }
  if (axis === 'child') return `${test}${predicates(where)}`;
  return `${axis === 'attribute' ? '@' : `${axis}::`}${test}${predicates(where)}`;
}
