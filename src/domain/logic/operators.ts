import type { Operator } from './ast.ts';
import { DAY_MS, epochMs } from './time.ts';
import { isNodes, type Scene, toBoolean, toNumber, toText, type Value } from './values.ts';

export type Operate = (left: Value, right: Value, scene: Scene) => Value;

type Compare = (left: number, right: number) => boolean;

/** All but `and` and `or`, which may leave out their right side (see `compile.ts`). */
export const OPERATORS: Readonly<Record<Exclude<Operator, 'and' | 'or'>, Operate>> = {
  '=': (left, right, scene) => equality(left, right, scene, (a, b) => a === b),
  '!=': (left, right, scene) => equality(left, right, scene, (a, b) => a !== b),
  '<': relation((left, right) => left < right),
  '<=': relation((left, right) => left <= right),
  '>': relation((left, right) => left > right),
  '>=': relation((left, right) => left >= right),
  '+': arithmetic((left, right) => left + right),
  '-': minus,
  '*': arithmetic((left, right) => left * right),
  div: arithmetic((left, right) => left / right),
  mod: arithmetic((left, right) => left % right),
};

function arithmetic(combine: (left: number, right: number) => number): Operate {
  return (left, right, scene) => combine(toNumber(left, scene.zoneMs), toNumber(right, scene.zoneMs));
}

/** The days between two dates are taken in milliseconds, where they are whole: as fractions they may lose a day. */
function minus(left: Value, right: Value, scene: Scene): Value {
  const apartMs = epochMs(toText(left), scene.zoneMs) - epochMs(toText(right), scene.zoneMs);
  if (!Number.isNaN(apartMs)) return apartMs / DAY_MS;
  return toNumber(left, scene.zoneMs) - toNumber(right, scene.zoneMs);
}

function relation(compare: Compare): Operate {
  return (left, right, scene) =>
    pairs(left, right, (a, b) => compare(toNumber(a, scene.zoneMs), toNumber(b, scene.zoneMs)));
}

/** XPath 1.0, section 3.4: a reference to many holds if any one of them does. */
function equality(left: Value, right: Value, scene: Scene, same: (a: Value, b: Value) => boolean): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    return same(toBoolean(left), toBoolean(right));
  }
  return pairs(left, right, (a, b) =>
    typeof a === 'number' || typeof b === 'number'
      ? same(toNumber(a, scene.zoneMs), toNumber(b, scene.zoneMs))
      : same(a, b),
  );
}

function pairs(left: Value, right: Value, holds: (left: Value, right: Value) => boolean): boolean {
  const lefts = isNodes(left) ? left : [left];
  const rights = isNodes(right) ? right : [right];
  return lefts.some((one) => rights.some((other) => holds(one, other)));
}
