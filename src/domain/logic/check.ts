import { type Trouble, trouble } from '../result.ts';
import type { Call, Expression } from './ast.ts';
import type { XFunction } from './functions/define.ts';
import type { ExpressionWhy } from './tokens.ts';

/** What the names of an expression may stand for. */
export interface Names {
  /** The path of `${name}`. */
  pathOf(name: string): string | undefined;
  /** Columns of the choice list, in a `choice_filter`. */
  readonly columns?: ReadonlySet<string>;
  /** Names that stand in more than one group. */
  readonly ambiguous: ReadonlySet<string>;
}

/** Every part of an expression, itself included, from left to right (by a loop: a long sum is a deep tree). */
export function partsOf(expression: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  const waiting = [expression];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    parts.push(part);
    waiting.push(...heldBy(part).toReversed());
  }
  return parts;
}

/** What an expression is made of, one level down. */
function heldBy(part: Expression): readonly Expression[] {
  switch (part.kind) {
    case 'negative':
      return [part.operand];
    case 'operation':
    case 'union':
      return [part.left, part.right];
    case 'call':
      return part.args;
    case 'filter':
      return [part.of, ...part.where];
    case 'path': {
      const inSteps = part.steps.flatMap(({ where }) => where);
      return typeof part.start === 'string' ? inSteps : [part.start, ...inSteps];
    }
    default:
      return [];
  }
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

function checkPart(part: Expression, names: Names): Trouble<ExpressionWhy> | undefined {
  if (part.kind === 'question' && names.ambiguous.has(part.name)) {
    return trouble('ambiguous-question', { found: part.name });
  }
  if (part.kind === 'question' && names.pathOf(part.name) === undefined) {
    return trouble('unknown-question', { found: part.name });
  }
  if (part.kind === 'column' && names.columns?.has(part.name) !== true) {
    return trouble('unknown-column', { found: part.name });
  }
  return undefined;
}

/** Kinds of expression that can never be a question or a repeat. */
const PLAIN = ['text', 'number', 'negative', 'operation'];

function checkCall(
  { name, args }: Call,
  functions: ReadonlyMap<string, XFunction>,
): Trouble<ExpressionWhy> | undefined {
  const known = functions.get(name);
  if (known === undefined) return trouble('unknown-function', { found: name });
  if (args.length < known.argsMin || args.length > known.argsMax) {
    return trouble('wrong-argument-count', { found: name, count: args.length });
  }
  if (known.isOverNodes && args.some(({ kind }) => PLAIN.includes(kind))) {
    return trouble('needs-questions', { found: name });
  }
  return known.check?.(args);
}
