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

/** An argument by its place; a missing one is an empty text. */
export const argument = (args: readonly Value[], index: number): Value => args[index] ?? '';

/** Declares a function of `argsMin` to `argsMax` arguments. */
export const define = (argsMin: number, argsMax: number, apply: Plain['apply']): Plain => ({
  argsMin,
  argsMax,
  apply,
});

/** Declares a function of texts. */
export const texts = (argsMin: number, argsMax: number, apply: (...args: string[]) => Value): Plain =>
  define(argsMin, argsMax, (args) => apply(...args.map(toText)));

/** Declares a function of numbers. */
export const numbers = (argsMin: number, argsMax: number, apply: (...args: number[]) => Value): Plain =>
  define(argsMin, argsMax, (args, { zoneMs }) => apply(...args.map((one) => toNumber(one, zoneMs))));

/** Declares a function that builds its own evaluation. */
export const special = (argsMin: number, argsMax: number, build: Special['build']): Special => ({
  argsMin,
  argsMax,
  build,
});

export const ANY = Number.POSITIVE_INFINITY;

/** What a missing argument evaluates to. */
export const nothing: Evaluate = () => '';
