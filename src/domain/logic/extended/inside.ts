import type { Expression } from '../ast.ts';

/** The expressions in a path or a filter; none in any other part. */
export function inside(part: Expression): readonly Expression[] {
  if (part.kind === 'filter') return [part.of, ...part.where];
  if (part.kind !== 'path') return [];
  const inSteps = part.steps.flatMap(({ where }) => where);
  return typeof part.start === 'string' ? inSteps : [part.start, ...inSteps];
}
