import { sha256 } from '../../../sha256.ts';
import { utf8 } from '../../../utf8.ts';
import { argument, define, type XFunction } from '../../functions/define.ts';
import { type Nodes, type Scene, toNumber, toText, type Value } from '../../values.ts';
import { nodesValue, placedIn } from '../tree.ts';

const MODULUS = 2_147_483_647;

/** Park and Miller's generator, which the XForms specification names for `randomize`: the same seed, the same order everywhere. */
export function parkMiller(seed: number): () => number {
  let state = seed % MODULUS;
  if (state <= 0) state += MODULUS - 1;
  return () => {
    state = (state * 16_807) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}

/** A number for the generator; a text gives the first eight bytes of its SHA-256, as in JavaRosa. */
export function seedOf(value: Value): number {
  const number = toNumber(value, 0);
  if (Number.isFinite(number)) return Math.trunc(number);
  const hash = sha256(utf8(toText(value)));
  return Number(new DataView(hash.buffer).getBigInt64(0) % BigInt(MODULUS));
}

const chanceOf = ({ random }: Scene): (() => number) => random ?? (() => 0);

/** Fisher and Yates, from the end. */
export function shuffled<T>(list: readonly T[], seed: Value | undefined, scene: Scene): T[] {
  const random = seed === undefined || toText(seed) === '' ? chanceOf(scene) : parkMiller(seedOf(seed));
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** RFC 9562, version 4. */
const uuid = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
    (place === 'x' ? Math.floor(random() * 16) : 8 + Math.floor(random() * 4)).toString(16),
  );

const SIGNS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Above it a mistyped length would fill the phone's memory. */
const UUID_SIGNS_MAX = 1000;

export const CHANCE_FUNCTIONS: Record<string, XFunction> = {
  random: define(0, 0, (_args, scene) => chanceOf(scene)()),
  uuid: define(0, 1, (args, scene) => {
    const random = chanceOf(scene);
    if (args[0] === undefined) return uuid(random);
    const count = Math.min(Math.max(Math.trunc(toNumber(args[0], scene.zoneMs)) || 0, 0), UUID_SIGNS_MAX);
    return Array.from({ length: count }, () => SIGNS[Math.floor(random() * SIGNS.length)]).join('');
  }),
  randomize: {
    ...define(1, 2, (args, scene) => {
      const value = argument(args, 0);
      const placed = placedIn(value);
      if (placed !== undefined) return nodesValue(shuffled(placed, args[1], scene));
      return typeof value === 'object' ? (shuffled(value, args[1], scene) satisfies Nodes) : value;
    }),
  },
};
