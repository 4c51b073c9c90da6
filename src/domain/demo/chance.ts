/** Draws of one stream; every call moves it on. */
export interface Chance {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Standard normal. */
  normal(): number;
  happens(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** One of the names, by weights that need not add up to 1. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  bytes(count: number): Uint8Array;
}

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state are plenty for streams of a few hundred draws. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** FNV-1a, which can go on where it stopped. */
function fnv(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

/** MurmurHash3's finalizer: spreads labels that differ in one digit. */
function spread(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Draws, uniform in [0, 1), one for each label under a common prefix. */
export function unitsUnder(prefix: string): (label: string) => number {
  const begun = fnv(prefix);
  return (label) => mulberry32(spread(fnv(label, begun)))();
}

/**
 * A stream of its own for each person and purpose, so that one option more or less does not reshuffle the world.
 * @param label what the stream is for, the seed included
 */
export function chanceOf(label: string): Chance {
  const unit = mulberry32(spread(fnv(label)));
  return {
    unit,
    // Box and Muller 1958; 1 - u keeps the logarithm away from 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    happens: (probability) => unit() < probability,
    whole: (least, most) => least + Math.floor(unit() * (most - least + 1)),
    pick: (list) => at(list, Math.floor(unit() * list.length)),
    weighted: (weights) => weightedName(weights, unit()),
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(unit() * 256)),
  };
}

/** @throws if there is no such item: a mistake in the tables of this room */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index} among ${list.length}`);
  return item;
}

function weightedName<Name extends string>(weights: Readonly<Record<Name, number>>, unit: number): Name {
  const names = Object.keys(weights) as Name[];
  let rest = unit * names.reduce((sum, name) => sum + weights[name], 0);
  const found = names.find((name) => {
    rest -= weights[name];
    return rest < 0;
  });
  return found ?? at(names, names.length - 1);
}
