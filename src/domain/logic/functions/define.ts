import type { Scene, Value } from '../values.ts';

/** One function of the expression language: pure, given its evaluated arguments. */
export interface XFunction {
  readonly argsMin: number;
  readonly argsMax: number;
  readonly apply: (args: readonly Value[], scene: Scene) => Value;
}

/** An argument by its place; a missing one is an empty text. */
export const argument = (args: readonly Value[], index: number): Value => args[index] ?? '';

/** Declares a function of `argsMin` to `argsMax` arguments. */
export const define = (argsMin: number, argsMax: number, apply: XFunction['apply']): XFunction => ({
  argsMin,
  argsMax,
  apply,
});

export const ANY = Number.POSITIVE_INFINITY;
