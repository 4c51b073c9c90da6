import { utf8 } from '../../../utf8.ts';
import { define, type XFunction } from '../../functions/define.ts';
import { isNodes, type Nodes, type Scene, toNumber, toText, UTC, type Value } from '../../values.ts';
import { BASE64 } from '../base64.ts';
import { sha256 } from '../sha2.ts';
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

/** A number for the generator; a text gives the first eight bytes of its SHA-256, and no text 0, as in JavaRosa. */
export function seedOf(value: Value): number {
  const number = toNumber(value, UTC);
  const text = toText(value);
  if (!text || Number.isFinite(number)) return Math.trunc(number) || 0;
  const hash = sha256(utf8(text));
  return Number(new DataView(hash.buffer).getBigInt64(0) % BigInt(MODULUS));
}

const chanceOf = ({ random }: Scene): (() => number) => random ?? (() => 0);

/** Fisher and Yates, inside out: from the first on, as in JavaRosa and Enketo, so that a seed gives the same order in all. */
export function shuffled<T>(list: readonly T[], seed: Value | undefined, scene: Scene): T[] {
  const random = seed === undefined ? chanceOf(scene) : parkMiller(seedOf(seed));
  const order: T[] = [];
  list.forEach((one, at) => {
    const other = Math.floor(random() * (at + 1));
    order[at] = order[other] as T;
    order[other] = one;
  });
  return order;
}

/** RFC 9562, version 4. */
const uuid = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
    (place === 'x' ? Math.floor(random() * 16) : 8 + Math.floor(random() * 4)).toString(16),
  );

/** Above it a mistyped length would fill the phone's memory. */
const UUID_SIGNS_MAX = 1000;

export const CHANCE_FUNCTIONS: Record<string, XFunction> = {
  random: define(0, 0, (_args, scene) => chanceOf(scene)()),
  uuid: define(0, 1, ([length], scene) => {
    const random = chanceOf(scene);
    if (length === undefined) return uuid(random);
    const signs = Math.min(toNumber(length, scene), UUID_SIGNS_MAX);
    return Array.from({ length: signs }, () => BASE64[Math.floor(random() * 62)]).join('');
  }),
  randomize: define(1, 2, ([value, seed], scene) => {
    const placed = placedIn(value);
    if (placed) return nodesValue(shuffled(placed, seed, scene));
    return isNodes(value) ? (shuffled(value, seed, scene) satisfies Nodes) : value;
  }),
};
