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

/** Every part of an expression, itself included. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.kind === 'negative') yield* partsOf(expression.operand);
  if (expression.kind === 'call') for (const arg of expression.args) yield* partsOf(arg);
  if (expression.kind !== 'operation') return;
  yield* partsOf(expression.left);
  yield* partsOf(expression.right);
}

/** The first thing that is wrong with an expression although it parses; undefined if nothing is. */
export function check(expression: Expression, names: Names): Trouble<ExpressionWhy> | undefined {
  for (const part of partsOf(expression)) {
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
