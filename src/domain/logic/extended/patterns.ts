import { kept } from '../../kept.ts';

/**
 * Patterns matched without going back: from all places where a part may begin to all places where it may end. A pattern
 * of nested repetitions, with which a browser's own matcher takes longer than anybody waits, costs no more than others.
 */

/** Where a part of a pattern may end, for all places where it may begin; places are counted in letters. */
type Part = (begins: ReadonlySet<number>, run: Run) => Set<number>;

interface Run {
  readonly letters: readonly string[];
  /** Letters that may still be looked at. */
  stepsLeft: number;
}

/** More than a form's pattern and an answer ever need, and less than a second of a cheap phone. */
const STEPS_MAX = 1_000_000;
const DEPTH_MAX = 100;
const REPEATS_MAX = 10_000;

const patterns = new Map<string, Part | null>();

/**
 * Whether the pattern matches the whole text (ODK's documentation of `regex`); null when it is no pattern that can be
 * matched so: one that refers back to its own groups, looks behind itself, or is none at all. A text that takes more steps
 * than an answer ever should does not match.
 */
export function matchesPattern(source: string, text: string): boolean | null {
  const pattern = patternOf(source);
  if (pattern === null) return null;
  const run = { letters: [...text], stepsLeft: STEPS_MAX };
  return pattern(new Set([0]), run).has(run.letters.length) && run.stepsLeft > 0;
}

/** Compiled once: the same few are matched at every keystroke. */
const patternOf = (source: string): Part | null =>
  kept(patterns, source, () => {
    try {
      return parsed(source);
    } catch {
      return null;
    }
  });

const place =
  (test: (at: number, run: Run) => boolean): Part =>
  (begins, run) =>
    new Set([...begins].filter((at) => run.stepsLeft-- > 0 && test(at, run)));

const letter = (test: (letter: string) => boolean): Part => {
  const before = place((at, { letters }) => test(letters[at] ?? ''));
  return (begins, run) => new Set(Array.from(before(begins, run), (at) => at + 1));
};

const sequence =
  (parts: readonly Part[]): Part =>
  (begins, run) =>
    parts.reduce((at, part) => part(at, run), new Set(begins));

const either =
  (options: readonly Part[]): Part =>
  (begins, run) =>
    new Set(options.flatMap((option) => [...option(begins, run)]));

/** Whoever is somewhere after fewer turns may do all that those may who come there later: only new places go on. */
const repeated =
  (part: Part, min: number, max: number): Part =>
  (begins, run) => {
    let at = new Set(begins);
    const maySpend = (): boolean => {
      run.stepsLeft -= at.size;
      return at.size > 0 && run.stepsLeft > 0;
    };
    for (let turn = 0; turn < min && maySpend(); turn++) at = part(at, run);
    const all = new Set(at);
    for (let turn = min; turn < max && maySpend(); turn++) {
      at = new Set([...part(at, run)].filter((end) => !all.has(end)));
      for (const end of at) all.add(end);
    }
    return all;
  };

const ahead = (part: Part, isWanted: boolean): Part =>
  place((at, run) => part(new Set([at]), run).size > 0 === isWanted);

const isWord = (letter: string | undefined): boolean => /^\w$/.test(letter ?? '');

/** Whether a word begins or ends here. */
const isEdge = (at: number, { letters }: Run): boolean => isWord(letters[at - 1]) !== isWord(letters[at]);

const PLACES: Readonly<Record<string, Part>> = {
  '^': place((at) => at === 0),
  $: place((at, { letters }) => at === letters.length),
  '\\b': place(isEdge),
  '\\B': place((at, run) => !isEdge(at, run)),
};

/** One atom that is no group: a set, an escape, or a letter; none for which matches would have to be remembered. */
const ATOM =
  /\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^1-9k])|[^\\[*+?]/suy;
const REPETITION = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const GROUP = /\((?:\?(?:([:=!])|<[A-Za-z_]\w*>))?/y;

/** Thrown only inside this file, where a pattern is none, or of one of the unsupported kinds. */
const NO_PATTERN = new Error('no pattern');

/** Reads a pattern as JavaScript writes it. */
function parsed(pattern: string): Part {
  const isCaseless = pattern.startsWith('(?i)');
  const source = isCaseless ? pattern.slice('(?i)'.length) : pattern;
  let next = 0;
  let depth = 0;
  const take = (what: RegExp): RegExpExecArray | null => {
    what.lastIndex = next;
    const found = what.exec(source);
    next += found?.[0].length ?? 0;
    return found;
  };
  const mustTake = (what: RegExp): string => {
    const found = take(what);
    if (found === null || depth > DEPTH_MAX) throw NO_PATTERN;
    return found[0];
  };
  const options = (): Part => {
    const all = [option()];
    while (take(/\|/y)) all.push(option());
    return either(all);
  };
  const option = (): Part => {
    const parts: Part[] = [];
    while (next < source.length && !take(/(?=[|)])/y)) parts.push(repetition(one()));
    return sequence(parts);
  };
  const one = (): Part => {
    const opening = take(GROUP);
    if (opening === null) return atom(mustTake(ATOM), isCaseless ? 'i' : '');
    depth++;
    const part = options();
    mustTake(/\)/y);
    depth--;
    const [, kind = ':'] = opening;
    return kind === ':' ? part : ahead(part, kind === '=');
  };
  const repetition = (part: Part): Part => {
    const [, sign, least, comma, most] = take(REPETITION) ?? [];
    if (sign) return repeated(part, sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity);
    if (!least) return part;
    const [min, max] = [Number(least), comma ? Number(most || Infinity) : Number(least)];
    if (min > max || min > REPEATS_MAX) throw NO_PATTERN;
    return repeated(part, min, max);
  };
  const part = options();
  if (next < source.length) throw NO_PATTERN;
  return part;
}

/** What a set or an escape means, the browser knows best: it is asked about one letter at a time. */
function atom(written: string, flags: string): Part {
  const place = PLACES[written];
  if (place) return place;
  for (const mode of ['u', '']) {
    try {
      const pattern = new RegExp(`^${/^[{}\]]$/.test(written) ? '\\' : ''}${written}$`, mode + flags);
      return letter((found) => pattern.test(found));
    } catch {
      // Without `u` more escapes are allowed: `\-`, for one.
    }
  }
  throw NO_PATTERN;
}
