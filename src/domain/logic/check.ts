import { type Trouble, trouble } from '../result.ts';
import type { Expression } from './ast.ts';
import { FUNCTIONS } from './functions/index.ts';
import { fullPattern } from './functions/texts.ts';
import { epochMs } from './time.ts';
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
    if (part.kind === 'negative') waiting.push(part.operand);
    else if (part.kind === 'operation') waiting.push(part.right, part.left);
    else if (part.kind === 'call') waiting.push(...part.args.toReversed());
  }
  return parts;
}

/** The first thing that is wrong with the parts of an expression although it parses; undefined if nothing is. */
export function check(parts: readonly Expression[], names: Names): Trouble<ExpressionWhy> | undefined {
  for (const part of parts) {
    const found = checkPart(part, names);
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
  return part.kind === 'call' ? checkCall(part.name, part.args) : undefined;
}

const LIKE_A_DATE = /^\d{4}-\d\d?-\d\d?/;

function checkCall(name: string, args: readonly Expression[]): Trouble<ExpressionWhy> | undefined {
  const known = FUNCTIONS.get(name);
  if (known === undefined) return trouble('unknown-function', { found: name });
  if (args.length < known.argsMin || args.length > known.argsMax) {
    return trouble('wrong-argument-count', { found: name, count: args.length });
  }
  const literal = args.at(-1);
  if (literal?.kind !== 'text') return undefined;
  if (name === 'regex' && fullPattern(literal.text) === null)
    return trouble('bad-pattern', { found: literal.text });
  if (name === 'date' && LIKE_A_DATE.test(literal.text) && Number.isNaN(epochMs(literal.text, 0))) {
    return trouble('bad-date', { found: literal.text });
  }
  return undefined;
}
