import { type Expression, type Operation, PRECEDENCE } from './ast.ts';

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
      return `-${operand(expression.operand, Number.POSITIVE_INFINITY)}`;
    case 'operation':
      return operation(expression);
    case 'call':
      return `${expression.name}(${expression.args.map(print).join(', ')})`;
  }
}

function operation({ operator, left, right }: Operation): string {
  const binds = PRECEDENCE[operator];
  return `${operand(left, binds)} ${operator} ${operand(right, binds + 1)}`;
}

const operand = (expression: Expression, floor: number): string =>
  expression.kind === 'operation' && PRECEDENCE[expression.operator] < floor
    ? `(${print(expression)})`
    : print(expression);
