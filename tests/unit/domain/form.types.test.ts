import { expect, test } from 'vitest';
import { type Answer, AnswersSchema } from '../../../src/domain/answer.ts';
import type { QuestionType } from '../../../src/domain/form/definition.ts';
import { KINDS } from '../../../src/domain/form/extended/types/index.ts';
import type { QuestionKind } from '../../../src/domain/form/types/kind.ts';
import { z } from '../../../src/domain/zod.ts';
import { choice } from './form.scenario.ts';

const kindOf = (type: QuestionType): QuestionKind => KINDS[type];
const choices = [choice('a'), choice('b')];
const point = { lat: 21.12, lon: -101.68, accuracyMetres: 4, method: 'gps' } as const;
const photo = {
  media: 'media:0190',
  sha256: 'a'.repeat(64),
  contentType: 'image/webp',
  bytes: 1000,
  widthPx: 1600,
  heightPx: 1200,
};

const GOOD: [QuestionType, Answer, text: string][] = [
  ['text', 'free words', 'free words'],
  ['integer', -3, '-3'],
  ['decimal', 1.5, '1.5'],
  ['select_one', 'a', 'a'],
  ['select_multiple', ['b', 'a'], 'b a'],
  ['date', '2024-02-29', '2024-02-29'],
  ['geopoint', point, '21.12 -101.68 0 4'],
  ['image', photo, 'media:0190'],
  ['acknowledge', 'OK', 'OK'],
  ['calculate', true, 'true'],
  ['start', '2026-03-04T10:00:00.000+05:00', '2026-03-04T10:00:00.000+05:00'],
];

test.each(GOOD)('%s holds %j, which an expression sees as "%s"', (type, answer, text) => {
  expect(kindOf(type).accepts(answer, choices)).toBe(true);
  expect(kindOf(type).toExpressionValue(answer)).toBe(text);
});

test.each<[QuestionType, Answer]>([
  ['text', 3],
  ['integer', 1.5],
  ['integer', '3'],
  ['integer', Number.NaN],
  ['decimal', Number.POSITIVE_INFINITY],
  ['decimal', '1.5'],
  ['select_one', 'c'],
  ['select_one', ['a']],
  ['select_multiple', 'a'],
  ['select_multiple', ['a', 'c']],
  ['select_multiple', ['a', 'a']],
  ['date', '2023-02-29'],
  ['date', '2023-2-9'],
  ['date', '2023-02-09T10:00:00Z'],
  ['geopoint', { ...point, lat: 91 }],
  ['geopoint', '21 -101'],
  ['image', { ...photo, widthPx: undefined }],
  ['image', 'photo.jpg'],
  ['acknowledge', 'yes'],
  ['note', 'x'],
  ['group', 'x'],
])('%s refuses %j', (type, answer) => expect(kindOf(type).accepts(answer, choices)).toBe(false));

test('a photo without its digest, or a point off the globe, is refused at the door', () => {
  const isIn = (answer: unknown): boolean => z.safeParse(AnswersSchema(), { q: answer }).success;
  expect([isIn(photo), isIn(point)]).toEqual([true, true]);
  expect([isIn({ ...photo, sha256: 'abc' }), isIn({ ...point, lat: 91 })]).toEqual([false, false]);
});

test.each<[QuestionType, string, Answer]>([
  ['integer', '12', 12],
  ['integer', 'twelve', 'twelve'],
  ['decimal', '0.5', 0.5],
  ['select_multiple', ' a  b a ', ['a', 'b']],
  ['geopoint', '21.12 -101.68 1800 4', { lat: 21.12, lon: -101.68, method: 'manual' }],
  ['geopoint', 'here', 'here'],
  ['text', '12', '12'],
])('%s reads the default "%s"', (type, text, answer) => expect(kindOf(type).fromText(text)).toEqual(answer));

test('each type says its answer in words', () => {
  const words = (type: QuestionType, answer: Answer): string =>
    kindOf(type).words(answer, (name) => name.toUpperCase());
  expect(words('select_one', 'a')).toBe('A');
  expect(words('select_multiple', ['a', 'b'])).toBe('A, B');
  expect(words('decimal', 1.5)).toBe('1.5');
  expect(words('geopoint', point)).toBe('21.12000, -101.68000');
  expect(words('text', 'Lyari')).toBe('Lyari');
});

test('only what a person sees has a page', () => {
  const unseen = Object.entries(KINDS).flatMap(([type, kind]) => (kind.hasPage ? [] : type));
  expect(unseen.join(' ')).toBe(
    'calculate group start end today repeat start-geopoint background-geopoint background-audio hidden audit ' +
      'deviceid username email phonenumber simserial subscriberid csv-external xml-external',
  );
});
