import type { Choice, Translated } from '../../../domain/form/definition.ts';

/** Letters as a person searches them: without accents and vowel signs, one kind of ye, kaf and he. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[ةۃ]/g, 'ہ');

export interface ChoiceIndex {
  /**
   * The choices that hold every word of what was typed, those first whose label begins with it, then those with a
   * word that does; at most so many. Nothing typed finds the first ones of the list.
   */
  find(typed: string, max: number): Choice[];
}

/**
 * Looks through all labels as one text, line by line: the browser's own search does 60,000 of them between two
 * frames, and no list of words has to be built before the first letter is typed.
 */
export function choiceIndex(choices: readonly Choice[], text: Text): ChoiceIndex {
  const slices = indexing(choices, text);
  let slice = slices.next();
  while (slice.done !== true) slice = slices.next();
  return slice.value;
}

type Text = (translated: Translated | undefined) => string;

/** Some milliseconds of a slow phone. */
const CHOICES_A_SLICE = 1000;

/** The same, in slices between which the page can draw: to fold 60,000 labels takes a slow phone a second. */
export function* indexing(choices: readonly Choice[], text: Text): Generator<void, ChoiceIndex> {
  const starts: number[] = [];
  let all = '\n';
  for (let at = 0; at < choices.length; at += CHOICES_A_SLICE) {
    for (const choice of choices.slice(at, at + CHOICES_A_SLICE)) {
      starts.push(all.length);
      all += `${folded((text(choice.label) || choice.name).replaceAll('\n', ' '))}\n`;
    }
    yield;
  }
  return indexOf(choices, all, starts);
}

/**
 * @param all the folded labels, each between two line ends
 * @param starts where each of them begins
 */
function indexOf(choices: readonly Choice[], all: string, starts: readonly number[]): ChoiceIndex {
  const lineOf = (at: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const lineText = (line: number): string => all.slice(starts[line], (starts[line + 1] ?? all.length) - 1);

  return {
    find(typed, max) {
      const words = folded(typed).split(/\s+/).filter(Boolean);
      const [first] = words;
      if (first === undefined) return choices.slice(0, max);
      const longest = words.reduce((one, other) => (other.length > one.length ? other : one));
      const found = new Set<number>();
      const collect = (needle: string, isFit: (line: string) => boolean) => {
        for (let at = all.indexOf(needle); at !== -1 && found.size < max; ) {
          // The needle may begin with the end of the line before.
          const line = lineOf(needle.startsWith('\n') ? at + 1 : at);
          if (isFit(lineText(line))) found.add(line);
          at = all.indexOf(needle, (starts[line + 1] ?? all.length) - 1);
        }
      };
      const hasAll = (line: string) => words.every((word) => line.includes(word));
      collect(`\n${words.join(' ')}`, () => true);
      collect(` ${first}`, hasAll);
      collect(longest, hasAll);
      return [...found].flatMap((line) => choices[line] ?? []);
    },
  };
}
