import type { Operator } from './ast.ts';
import { DAY_MS, epochMs } from './time.ts';
import { isNodes, type Scene, toBoolean, toNumber, toText, type Value } from './values.ts';

export type Operate = (left: Value, right: Value, scene: Scene) => Value;

type Compare = (left: number, right: number) => boolean;

const arithmetic =
  (combine: (left: number, right: number) => number): Operate =>
  (left, right, scene) =>
    combine(toNumber(left, scene), toNumber(right, scene));

/** The days between two dates are taken in milliseconds, where they are whole: as fractions they may lose a day. */
function minus(left: Value, right: Value, scene: Scene): Value {
  const apartMs = epochMs(toText(left), scene.zoneMs) - epochMs(toText(right), scene.zoneMs);
  if (!Number.isNaN(apartMs)) return apartMs / DAY_MS;
  return toNumber(left, scene) - toNumber(right, scene);
}

const relation =
  (compare: Compare): Operate =>
  (left, right, scene) => {
    const rights = ends(right, scene);
    return ends(left, scene).some((one) => rights.some((other) => compare(one, other)));
  };

/** The least and the greatest of many numbers: if any of them compares so, one of these does. */
function ends(value: Value, scene: Scene): readonly number[] {
  if (!isNodes(value)) return [toNumber(value, scene)];
  const numbers = value.map((text) => toNumber(text, scene)).filter((one) => !Number.isNaN(one));
  if (numbers.length < 3) return numbers;
  return [
    numbers.reduce((one, other) => Math.min(one, other)),
    numbers.reduce((one, other) => Math.max(one, other)),
  ];
}

/** The one value that there mostly is. */
const single = (value: Value): Value | undefined =>
  isNodes(value) ? (value.length === 1 ? value[0] : undefined) : value;

/** XPath 1.0, section 3.4: a reference to many holds if any one of them does. */
function equality(isSame: boolean): Operate {
  return (left, right, scene) => {
    if (typeof left === 'boolean' || typeof right === 'boolean') {
      return (toBoolean(left) === toBoolean(right)) === isSame;
    }
    const isNumber = typeof left === 'number' || typeof right === 'number';
    const one = single(left);
    const other = single(right);
    if (one !== undefined && other !== undefined) {
      const isEqual = isNumber ? toNumber(one, scene) === toNumber(other, scene) : one === other;
      return isEqual === isSame;
    }
    const valuesOf = (value: Value): readonly Value[] => {
      const many = isNodes(value) ? value : [value];
      return isNumber ? many.map((one) => toNumber(one, scene)) : many;
    };
    const [lefts, rights] = [valuesOf(left), valuesOf(right)];
    // Lists of thousands are compared by looking up, not each with each. NaN is like nothing, not even itself.
    const there = new Set(rights.filter((one) => !Number.isNaN(one)));
    if (isSame) return lefts.some((value) => there.has(value));
    return (
      rights.length > 0 &&
      lefts.some((value) => there.size !== 1 || !there.has(value) || rights.some(Number.isNaN))
    );
  };
}

/** All but `and` and `or`, which may leave out their right side (see `compile.ts`). */
export const OPERATORS: Readonly<Record<Exclude<Operator, 'and' | 'or'>, Operate>> = {
  '=': equality(true),
  '!=': equality(false),
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
