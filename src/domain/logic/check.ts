import { type Trouble, trouble } from '../result.ts';
import type { Expression } from './ast.ts';
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
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    parts.push(part);
    waiting.push(...below(part, inside).toReversed());
  }
  return parts;
}

/** What an operation or a call is made of, or what `inside` tells. */
export const below = (
  part: Expression,
  inside?: (part: Expression) => readonly Expression[],
): readonly Expression[] => ('args' in part ? part.args : (inside?.(part) ?? []));

/** The first thing that is wrong with the parts of an expression although it parses; undefined if nothing is. */
export function check(
  parts: readonly Expression[],
  names: Names,
  functions: ReadonlyMap<string, XFunction>,
): Trouble<ExpressionWhy> | undefined {
  for (const part of parts) {
    const why = wrongIn(part, names, functions);
    if (why) return trouble(why, { found: 'name' in part ? part.name : '' });
    const found = part.kind === 'call' && functions.get(part.name)?.check?.(part.args, part.name);
    if (found) return found;
  }
  return undefined;
}

/** Forms of others write this for an empty value, as an element that no form has (WHO's verbal autopsy). */
const NOTHING = 'null';

function wrongIn(
  part: Expression,
  names: Names,
  functions: ReadonlyMap<string, XFunction>,
): ExpressionWhy | false | undefined {
  switch (part.kind) {
    case 'question':
      if (names.ambiguous.has(part.name)) return 'ambiguous-question';
      return !names.pathOf(part.name) && 'unknown-question';
    case 'column':
      return part.name !== NOTHING && !names.columns?.has(part.name) && 'unknown-column';
    case 'call': {
      const known = functions.get(part.name);
      if (!known) return 'unknown-function';
      const { length } = part.args;
      return (length < known.argsMin || length > known.argsMax) && 'wrong-argument-count';
    }
    default:
      return undefined;
  }
}
