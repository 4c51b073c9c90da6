import type { Trouble } from '../../result.ts';
import type { Expression } from '../ast.ts';
import type { Names } from '../check.ts';
import type { ExpressionWhy } from '../tokens.ts';
import { type Scene, toNumber, toText, type Value } from '../values.ts';

export type Evaluate = (scene: Scene) => Value;

/** Compiles a part of an expression. */
export type Compile = (expression: Expression) => Evaluate;

interface Arity {
  readonly argsMin: number;
  readonly argsMax: number;
  /** What is wrong with its arguments as they are written. @param name what it is called */
  readonly check?: (written: readonly Expression[], name: string) => Trouble<ExpressionWhy> | undefined;
}

/** One function of the expression language: pure, given its evaluated arguments. */
export interface Plain extends Arity {
  readonly apply: (args: readonly Value[], scene: Scene) => Value;
}

/** A function that evaluates only some of its arguments, or looks at how they are written. */
export interface Special extends Arity {
  readonly build: (
    args: readonly Evaluate[],
    written: readonly Expression[],
    names: Names,
    compile: Compile,
  ) => Evaluate;
}

export type XFunction = Plain | Special;

/** Arguments by how many there are at least: whoever calls a function with fewer meets `check` before. */
interface AtLeast<T> {
  readonly 0: readonly T[];
  readonly 1: readonly [T, ...T[]];
  readonly 2: readonly [T, T, ...T[]];
  readonly 3: readonly [T, T, T, ...T[]];
  readonly 4: readonly [T, T, T, T, ...T[]];
}
type Size = keyof AtLeast<unknown>;

/** Declares a function of `argsMin` to `argsMax` arguments. */
export const define = <Min extends Size>(
  argsMin: Min,
  argsMax: number,
  apply: (args: AtLeast<Value>[Min], scene: Scene) => Value,
): Plain => ({ argsMin, argsMax, apply: apply as Plain['apply'] });

/** Declares a function of texts. */
export const texts = <Min extends Size>(
  argsMin: Min,
  argsMax: number,
  apply: (...args: AtLeast<string>[Min]) => Value,
): Plain =>
  define(argsMin, argsMax, (args) =>
    apply(...(args.map(toText) as readonly string[] as AtLeast<string>[Min])),
  );

/** Declares a function of numbers. */
export const numbers = <Min extends Size>(
  argsMin: Min,
  argsMax: number,
  apply: (...args: AtLeast<number>[Min]) => Value,
): Plain =>
  define(argsMin, argsMax, (args, scene) =>
    apply(...(args.map((one) => toNumber(one, scene)) as readonly number[] as AtLeast<number>[Min])),
  );

/** Declares a function that builds its own evaluation. */
export const special = <Min extends Size>(
  argsMin: Min,
  argsMax: number,
  build: (
    args: AtLeast<Evaluate>[Min],
    written: AtLeast<Expression>[Min],
    names: Names,
    compile: Compile,
  ) => Evaluate,
): Special => ({ argsMin, argsMax, build: build as Special['build'] });

export const ANY = Number.POSITIVE_INFINITY;
