import type { Result } from '../result.ts';
import type { Expression, Located } from './ast.ts';
import type { Names } from './check.ts';
import { CORE_FUNCTIONS } from './functions/core.ts';
import type { Compile, Evaluate, XFunction } from './functions/define.ts';
import { parse } from './parse.ts';
import type { ExpressionWhy } from './tokens.ts';

/** A grammar and its functions: the core that is there from the start, or the whole that is loaded when a form needs it. */
export interface Language {
  parse(source: string): Result<Expression, ExpressionWhy>;
  readonly functions: ReadonlyMap<string, XFunction>;
  /** What a location path or a filter holds, one level down. */
  inside?(part: Expression): readonly Expression[];
  /** Compiles a location path; the core's grammar knows none. */
  locate?(expression: Located, compile: Compile, names: Names): Evaluate;
}

export const CORE_LANGUAGE: Language = { parse, functions: CORE_FUNCTIONS };
