import { type Text, textsOf, walk, type XlsForm } from '../form.ts';
import type { FormAdvice } from '../problem.ts';
import { advice, isAsked } from './shared.ts';

/**
 * Longer questions are answered worse, and an enumerator reads them aloud in one breath. Fewer words would call every
 * second question of the standard blocks too long.
 */
const MOST_WORDS = 15;

/** Advice on what people read and hear. */
export function lintWords(form: XlsForm): FormAdvice[] {
  const languages = languagesIn(form);
  const items = [...walk(form.survey)].map(({ item }) => item);
  const hasSound = items.some((item) => isAsked(item) && item.media['audio'] !== undefined);
  const missing = [
    ...items.flatMap((item) =>
      missingText(item.row, 'survey', { label: item.label, hint: item.hint }, languages),
    ),
    ...[...form.choices.values()].flatMap((list) =>
      list.flatMap(({ row, label }) => missingText(row, 'choices', { label }, languages)),
    ),
  ];
  return [
    ...summed(missing),
    ...items.flatMap((item) => [
      ...(isAsked(item) ? [...tooLong(item.row, item.label), ...twoQuestions(item.row, item.label)] : []),
      ...(hasSound && isAsked(item) && item.media['audio'] === undefined
        ? [advice(item.row, 'audio', 'missing-audio', item.name)]
        : []),
    ]),
  ];
}

/** More rows than this without a language are a translation that has not been made yet: told once for the sheet. */
const MOST_ROWS = 10;

function summed(missing: readonly FormAdvice[]): FormAdvice[] {
  const counts = new Map<string, number>();
  const keyOf = ({ sheet, found }: FormAdvice): string => `${sheet} ${found}`;
  for (const one of missing) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  const told = new Set<string>();
  return missing.flatMap((one) => {
    const count = counts.get(keyOf(one)) ?? 0;
    if (count <= MOST_ROWS) return [one];
    if (told.has(keyOf(one))) return [];
    told.add(keyOf(one));
    return [advice(0, one.column, 'missing-text', `${one.found} (${count})`, one.sheet)];
  });
}

/** Languages that the labels name. */
function languagesIn({ survey, choices }: XlsForm): string[] {
  const labels: (Text | undefined)[] = [
    ...[...walk(survey)].map(({ item }) => item.label),
    ...[...choices.values()].flatMap((list) => list.map(({ label }) => label)),
  ];
  return [...new Set(labels.flatMap((label) => (typeof label === 'object' ? Object.keys(label) : [])))];
}

function missingText(
  row: number,
  sheet: string,
  texts: Readonly<Record<string, Text | undefined>>,
  languages: readonly string[],
): FormAdvice[] {
  return Object.entries(texts).flatMap(([column, text]) => {
    if (typeof text !== 'object') return [];
    const missing = languages.filter((language) => !text[language]);
    return missing.length === 0 ? [] : [advice(row, column, 'missing-text', missing.join(', '), sheet)];
  });
}

/** Words that are read: references and markup are none. */
const wordsIn = (text: string): string[] =>
  text
    .replace(/\$\{[^}]*\}|<[^>]*>|[*_#`]/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));

function tooLong(row: number, label: Text | undefined): FormAdvice[] {
  const longest = Math.max(0, ...textsOf(label).map((text) => wordsIn(text).length));
  return longest > MOST_WORDS ? [advice(row, 'label', 'long-text', String(longest))] : [];
}

/** "And" in English, Spanish, French, Portuguese, Urdu and Arabic, between two parts of a question. */
const AND = /\S\s+(?:and|y|e|et|اور|و)\s+\S[^?؟]*[?؟]/iu;

const twoQuestions = (row: number, label: Text | undefined): FormAdvice[] => {
  const text = textsOf(label).find((one) => AND.test(one));
  return text === undefined ? [] : [advice(row, 'label', 'two-questions', text)];
};
