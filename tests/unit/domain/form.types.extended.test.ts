import { expect, test } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import type { QuestionType, Row } from '../../../src/domain/form/definition.ts';
import { KINDS } from '../../../src/domain/form/extended/types/index.ts';
import type { QuestionKind } from '../../../src/domain/form/types/kind.ts';
import { pointsIn, traceText } from '../../../src/domain/logic/extended/points.ts';
import { choice } from './form.scenario.ts';

const kindOf = (type: QuestionType): QuestionKind => KINDS[type];
const choices = [choice('a'), choice('b'), choice('c')];
const row = (type: QuestionType, parameters: Record<string, string> = {}): Row => ({
  type,
  name: 'q',
  parameters,
});
const sound = {
  media: 'media:0190',
  sha256: 'a'.repeat(64),
  contentType: 'audio/mp4',
  bytes: 10,
  name: 'voice.m4a',
};
const SHAPE = '0 0 0 0;0 1 0 0;1 1 0 0;0 0 0 0';

test.each<[QuestionType, Answer, text: string]>([
  ['rank', ['c', 'a', 'b'], 'c a b'],
  ['range', 3, '3'],
  ['time', '13:30:00.000-07:00', '13:30:00.000-07:00'],
  ['dateTime', '2024-02-29T13:05:09.000-07:00', '2024-02-29T13:05:09.000-07:00'],
  ['geotrace', '0 0 0 0;0 1 0 0', '0 0 0 0;0 1 0 0'],
  ['geoshape', SHAPE, SHAPE],
  ['barcode', '400638133393', '400638133393'],
  ['audio', sound, 'voice.m4a'],
  ['file', { ...sound, contentType: 'application/pdf', name: 'plan.pdf' }, 'plan.pdf'],
  ['hidden', 'x', 'x'],
  ['repeat', 2, '2'],
])('%s holds %j, which an expression sees as "%s"', (type, answer, text) => {
  expect(kindOf(type).accepts(answer, choices, row(type))).toBe(true);
  expect(kindOf(type).toExpressionValue(answer)).toBe(text);
});

test.each<[QuestionType, Answer]>([
  ['rank', ['a', 'b']],
  ['rank', ['a', 'b', 'b']],
  ['rank', 'a b c'],
  ['range', 11],
  ['range', 0.5],
  ['range', '3'],
  ['time', '24:00'],
  ['time', '1:30'],
  ['dateTime', '2024-02-29'],
  ['dateTime', '2024-02-30T10:00:00Z'],
  ['dateTime', '2024-02-20T24:00:00Z'],
  ['dateTime', '2024-02-20T10:00:305Z'],
  ['dateTime', '2024-13-20T10:00:30Z'],
  ['geotrace', '0 0 0 0'],
  ['geotrace', '0 0;91 0'],
  ['geotrace', '0 0;here'],
  ['geoshape', '0 0;0 1;1 1;1 0'],
  ['geoshape', '0 0;0 1;0 0'],
  ['audio', { ...sound, contentType: 'video/mp4' }],
  ['video', sound],
  ['file', 'plan.pdf'],
  ['repeat', -1],
  ['csv-external', 'x'],
])('%s refuses %j', (type, answer) => expect(kindOf(type).accepts(answer, choices, row(type))).toBe(false));

test('a range counts its steps from the start, tenths and downwards, too', () => {
  const { range } = KINDS;
  const tenths = row('range', { start: '0', end: '1', step: '0.1' });
  for (const value of [0, 0.1, 0.2, 0.3, 0.7, 1])
    expect(range.accepts(value, [], tenths), `${value}`).toBe(true);
  expect(range.accepts(0.15, [], tenths)).toBe(false);
  const down = row('range', { start: '10', end: '-10', step: '5' });
  expect([10, 5, -10].every((value) => range.accepts(value, [], down))).toBe(true);
  expect(range.accepts(-11, [], down)).toBe(false);
});

test('the points of a trace are read as they were written', () => {
  const points = pointsIn('21.1 -101.6 1800 4; 21.2 -101.7') ?? [];
  expect(points[0]).toEqual({ lat: 21.1, lon: -101.6, altitudeMetres: 1800, accuracyMetres: 4 });
  expect(pointsIn(traceText(points))).toEqual(points);
  expect(pointsIn('north')).toBeUndefined();
});

test('each type says its answer in words', () => {
  const words = (type: QuestionType, answer: Answer): string =>
    kindOf(type).words(answer, (name) => name.toUpperCase());
  expect(words('rank', ['b', 'a'])).toBe('B, A');
  expect(words('time', '13:30:00.000-07:00')).toBe('13:30');
  expect(words('dateTime', '2024-02-29T13:05:09.000-07:00')).toBe('2024-02-29 13:05');
  expect(words('geotrace', '0 0;0 1')).toBe('2');
  expect(words('geoshape', SHAPE)).toBe('3');
  expect(words('audio', sound)).toBe('voice.m4a');
});
