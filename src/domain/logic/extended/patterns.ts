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
  kept(patterns, source, () => new PatternParser(source).whole() ?? null);

const letter =
  (test: (letter: string) => boolean): Part =>
  (begins, run) => {
    const ends = new Set<number>();
    for (const at of begins) {
      const found = run.letters[at];
      if (found !== undefined && run.stepsLeft-- > 0 && test(found)) ends.add(at + 1);
    }
    return ends;
  };

const place =
  (test: (at: number, run: Run) => boolean): Part =>
  (begins, run) =>
    new Set([...begins].filter((at) => run.stepsLeft-- > 0 && test(at, run)));

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

const isWord = (letter: string | undefined): boolean => letter !== undefined && /^\w$/.test(letter);

const PLACES: Readonly<Record<string, Part>> = {
  '^': place((at) => at === 0),
  $: place((at, { letters }) => at === letters.length),
  '\\b': place((at, { letters }) => isWord(letters[at - 1]) !== isWord(letters[at])),
  '\\B': place((at, { letters }) => isWord(letters[at - 1]) === isWord(letters[at])),
};

/** One atom that is no group: a set, an escape, or a letter. */
const ATOM =
  /\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|.)|[^\\[]/suy;
const REPETITION = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const GROUP = /\((?:\?(?:([:=!])|<[A-Za-z_]\w*>))?/y;
/** What matches would have to be remembered for. */
const UNSUPPORTED = /^\\[1-9k]/;

/** Reads a pattern as JavaScript writes it; `undefined` where it is none, or one of the unsupported kinds. */
class PatternParser {
  private at = 0;
  private depth = 0;
  private readonly source: string;
  private readonly flags: string;

  constructor(source: string) {
    const isCaseless = source.startsWith('(?i)');
    this.source = isCaseless ? source.slice('(?i)'.length) : source;
    this.flags = isCaseless ? 'i' : '';
  }

  whole(): Part | undefined {
    const part = this.options();
    return this.at === this.source.length ? part : undefined;
  }

  private take(what: RegExp): RegExpExecArray | null {
    what.lastIndex = this.at;
    const found = what.exec(this.source);
    if (found !== null) this.at += found[0].length;
    return found;
  }

  private options(): Part | undefined {
    const options: Part[] = [];
    do {
      const option = this.option();
      if (option === undefined) return undefined;
      options.push(option);
    } while (this.take(/\|/y));
    return either(options);
  }

  private option(): Part | undefined {
    const parts: Part[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      const atom = this.source.charAt(this.at) === '(' ? this.group() : this.atom();
      const part = atom && this.repetition(atom);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return sequence(parts);
  }

  private group(): Part | undefined {
    const opening = this.take(GROUP);
    if (opening === null || ++this.depth > DEPTH_MAX) return undefined;
    const part = this.options();
    this.depth--;
    if (part === undefined || this.take(/\)/y) === null) return undefined;
    const kind = opening[1];
    return kind === '=' || kind === '!' ? ahead(part, kind === '=') : part;
  }

  private repetition(part: Part): Part | undefined {
    const [, sign, least, comma, most] = this.take(REPETITION) ?? [];
    if (sign !== undefined) return repeated(part, sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity);
    if (least === undefined) return part;
    const min = Number(least);
    const max = comma === undefined ? min : most === '' ? Infinity : Number(most);
    return min > max || min > REPEATS_MAX ? undefined : repeated(part, min, max);
  }

  private atom(): Part | undefined {
    const written = this.take(ATOM)?.[0];
    if (written === undefined || '*+?'.includes(written) || UNSUPPORTED.test(written)) return undefined;
    return PLACES[written] ?? oneLetter(written, this.flags);
  }
}

/** What a set or an escape means, the browser knows best: it is asked about one letter at a time. */
function oneLetter(written: string, flags: string): Part | undefined {
  for (const mode of ['u', '']) {
    try {
      const pattern = new RegExp(`^${/^[{}\]]$/.test(written) ? '\\' : ''}${written}$`, mode + flags);
      return letter((found) => pattern.test(found));
    } catch {
      // Without `u` more escapes are allowed: `\-`, for one.
    }
  }
  return undefined;
}
