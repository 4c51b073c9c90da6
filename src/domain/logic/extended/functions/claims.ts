import { ANY, define, texts, type XFunction } from '../../functions/define.ts';
import { manyIn, namesIn, toBoolean, toNumber, toText, type Value } from '../../values.ts';

const YES = ['1', 'true'];

/** Within `min` and `max`, each of which `-1` makes void (JavaRosa). */
const isWithin = (count: number, min: number, max: number): boolean =>
  (min === -1 || count >= min) && (max === -1 || count <= max);

/** Truth, choice between values, and the names in a select_multiple. A reference to many claims once for each answer. */
export const CLAIM_FUNCTIONS: Record<string, XFunction> = {
  boolean: define(1, 1, ([value]) => toBoolean(value)),
  'boolean-from-string': texts(1, 1, (text) => YES.includes(text)),
  coalesce: define(1, ANY, (args) => args.find((arg) => toText(arg) !== '') ?? ''),
  /** The first value that the calculation ever had. */
  once: define(1, 1, ([value], { own }) => toText(own) || value),
  'selected-at': define(2, 2, ([list, at], scene) => namesIn(list)[Math.trunc(toNumber(at, scene))] ?? ''),
  checklist: define(3, ANY, ([min, max, ...rest], scene) => {
    const count = rest.flatMap(manyIn).filter(toBoolean).length;
    return isWithin(count, toNumber(min, scene), toNumber(max, scene));
  }),
  'weighted-checklist': define(4, ANY, ([min, max, ...rest], scene) => {
    const every = (odd: number): Value[] => rest.filter((_, at) => at % 2 === odd).flatMap(manyIn);
    const weights = every(1);
    const sum = every(0).reduce<number>(
      (all, one, at) => all + (toBoolean(one) ? toNumber(weights[at] ?? 0, scene) : 0),
      0,
    );
    return isWithin(sum, toNumber(min, scene), toNumber(max, scene));
  }),
};
