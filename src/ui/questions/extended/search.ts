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
export function choiceIndex(
  choices: readonly Choice[],
  text: (translated: Translated | undefined) => string,
): ChoiceIndex {
  const lines = folded(
    choices.map((choice) => (text(choice.label) || choice.name).replaceAll('\n', ' ')).join('\n'),
  );
  const all = `\n${lines}\n`;
  const starts = lineStarts(all);
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

function lineStarts(all: string): Uint32Array {
  const starts: number[] = [];
  for (let at = 0; at !== -1 && at < all.length - 1; at = all.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}
