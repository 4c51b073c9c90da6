import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const LANGUAGES = ['en', 'ur', 'es'];
const PLURALS: Record<string, string[]> = {
  en: ['one', 'other'],
  ur: ['one', 'other'],
  es: ['one', 'many', 'other'],
};
const PLURAL = /_(zero|one|two|few|many|other)$/;

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') found.set(here, value);
    else for (const [name, words] of leaves(value, here)) found.set(name, words);
  }
  return found;
}

const wordsOf = (language: string): Map<string, string> =>
  new Map(
    readdirSync(`locales/${language}`).flatMap((file) =>
      [...leaves(JSON.parse(readFileSync(`locales/${language}/${file}`, 'utf8')))].map(
        ([key, words]): [string, string] => [`${file.replace('.json', '')}:${key}`, words],
      ),
    ),
  );

const words = new Map(LANGUAGES.map((language) => [language, wordsOf(language)]));
const english = words.get('en') ?? new Map<string, string>();
const base = (key: string): string => key.replace(PLURAL, '');
const bases = (language: string): string[] =>
  [...new Set([...(words.get(language)?.keys() ?? [])].map(base))].sort();

test('every sentence exists in every language', () => {
  expect(bases('en').length).toBeGreaterThan(50);
  for (const language of LANGUAGES) expect(bases(language), language).toEqual(bases('en'));
});

test('every counted sentence has all the plural forms of its language', () => {
  const counted = new Set([...english.keys()].filter((key) => PLURAL.test(key)).map(base));
  for (const language of LANGUAGES) {
    for (const key of counted) {
      for (const form of PLURALS[language] ?? []) {
        expect(words.get(language)?.has(`${key}_${form}`), `${language} ${key}_${form}`).toBe(true);
      }
    }
  }
});

test('no sentence is empty and each keeps the values of the English one', () => {
  const values = (sentence: string): string[] => [...new Set(sentence.match(/\{\{\w+\}\}/g) ?? [])].sort();
  for (const language of LANGUAGES) {
    for (const [key, sentence] of words.get(language) ?? []) {
      expect(sentence.trim(), `${language} ${key}`).not.toBe('');
      const model = english.get(key) ?? english.get(`${base(key)}_other`) ?? '';
      // A singular may spell its one out in words.
      const isSingular = key.endsWith('_one');
      if (isSingular)
        expect(values(model), `${language} ${key}`).toEqual(expect.arrayContaining(values(sentence)));
      else expect(values(sentence), `${language} ${key}`).toEqual(values(model));
    }
  }
});

test('sentences for trouble have at most fifteen words', () => {
  for (const language of LANGUAGES) {
    for (const [key, text] of words.get(language) ?? []) {
      if (!/^(trouble:|\w+:trouble\.)/.test(key)) continue;
      for (const sentence of text.split(/[.!?۔؟]\s/)) {
        expect(sentence.trim().split(/\s+/).length, `${language} ${key}: ${sentence}`).toBeLessThanOrEqual(
          15,
        );
      }
    }
  }
});

test('every key that the source names exists', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const missing = files.flatMap((file) => {
    const text = readFileSync(`src/${file}`, 'utf8');
    return [...text.matchAll(/\bt\(\s*'([a-z]+:[\w.-]+)'/g)]
      .map((match) => match[1] ?? '')
      .filter((key) => !bases('en').includes(key))
      .map((key) => `${file}: ${key}`);
  });
  expect(missing).toEqual([]);
});

/** After a number of whole millions Spanish says "de" before what is counted: "2 000 000 de fotos" (RAE). */
test('millions in Spanish are of something', () => {
  const counted = [...(words.get('es') ?? [])].filter(([key]) => key.endsWith('_many'));
  // A noun's plural; "más", "a la vista" and verbs are not what is counted.
  const nouns = counted.filter(([, text]) => /\}\} (?!de )\p{L}{2,}[aeo]s\b/u.test(text));
  expect(nouns.map(([key]) => key)).toEqual([]);
});

test('in Urdu the ending of a file keeps its dot in front', () => {
  // Without the isolate a line from right to left writes "xlsx." and a tail that belongs to nothing.
  const turned = [...(words.get('ur') ?? [])].filter(([, sentence]) =>
    /(?<![\w}\u2066])\.[a-z]{2,7}\b/.test(sentence),
  );
  expect(turned).toEqual([]);
});
