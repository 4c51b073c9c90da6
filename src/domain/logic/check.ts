import { type Trouble, trouble } from '../result.ts';
import type { Call, Expression } from './ast.ts';
import type { XFunction } from './functions/define.ts';
import type { ExpressionWhy } from './tokens.ts';

/** What the names of an expression may stand for. */
export interface Names {
  /** The path of `${name}`. */
  pathOf(name: string): string | undefined;
  /** Columns of the choice list, in a `choice_filter`. */
  readonly columns?: Pick<ReadonlySet<string>, 'has'> | undefined;
  /** Names that stand in more than one group. */
  readonly ambiguous: ReadonlySet<string>;
}

/**
 * Every part of an expression, itself included, from left to right (by a loop: a long sum is a deep tree).
 * @param inside what a location path holds; without it there is none
 */
export function partsOf(
  expression: Expression,
  inside?: (part: Expression) => readonly Expression[],
): readonly Expression[] {
  const parts: Expression[] = [];
  const waiting = [expression];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    parts.push(part);
    if (part.kind === 'negative') waiting.push(part.operand);
    else if (part.kind === 'operation') waiting.push(part.right, part.left);
    else if (part.kind === 'call') waiting.push(...part.args.toReversed());
    else if (inside !== undefined) waiting.push(...inside(part).toReversed());
  }
  return parts;
}

/** The first thing that is wrong with the parts of an expression although it parses; undefined if nothing is. */
export function check(
  parts: readonly Expression[],
  names: Names,
  functions: ReadonlyMap<string, XFunction>,
): Trouble<ExpressionWhy> | undefined {
  for (const part of parts) {
    const found = part.kind === 'call' ? checkCall(part, functions) : checkPart(part, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Forms of others write this for an empty value, as an element that no form has (WHO's verbal autopsy). */
const NOTHING = 'null';

function checkPart(part: Expression, names: Names): Trouble<ExpressionWhy> | undefined {
  if (part.kind === 'question' && names.ambiguous.has(part.name)) {
    return trouble('ambiguous-question', { found: part.name });
  }
  if (part.kind === 'question' && names.pathOf(part.name) === undefined) {
    return trouble('unknown-question', { found: part.name });
  }
  if (part.kind === 'column' && part.name !== NOTHING && names.columns?.has(part.name) !== true) {
    return trouble('unknown-column', { found: part.name });
  }
  return undefined;
}

function checkCall(
  { name, args }: Call,
  functions: ReadonlyMap<string, XFunction>,
): Trouble<ExpressionWhy> | undefined {
  const known = functions.get(name);
  if (known === undefined) return trouble('unknown-function', { found: name });
  if (args.length < known.argsMin || args.length > known.argsMax) {
    return trouble('wrong-argument-count', { found: name, count: args.length });
  }
  return known.check?.(args);
}
