import type { Answer } from '../../answer.ts';
import { PLAIN, type QuestionKind } from './kind.ts';

const namesOf = (answer: Answer): readonly string[] => (Array.isArray(answer) ? answer : []);

/** Any number of choices, held by their names; no name twice. */
export const selectMultiple: QuestionKind = {
  ...PLAIN,
  accepts(value, choices) {
    if (!Array.isArray(value) || new Set(value).size !== value.length) return false;
    const names = new Set(choices.map((choice) => choice.name));
    return value.every((name) => names.has(name));
  },
  fromText: (text) => [...new Set(text.split(/\s+/).filter(Boolean))],
  words: (answer, labelOf) => namesOf(answer).map(labelOf).join(', '),
};
