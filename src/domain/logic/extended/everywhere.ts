import type { Expression, Path } from '../ast.ts';
import type { Names } from '../check.ts';

/** `${q}` as the path of all its instances, for what picks among them; any other expression as it is. */
export function everywhere(expression: Expression, { pathOf }: Names): Expression {
  if (expression.kind !== 'question') return expression;
  const names = (pathOf(expression.name) ?? expression.name).split('/');
  const steps: Path['steps'] = ['*', ...names].map((test) => ({ axis: 'child', test, where: [] }));
  return { kind: 'path', start: 'top', steps };
}
