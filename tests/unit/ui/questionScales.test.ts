import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Choice } from '../../../src/domain/form/definition.ts';
import { geoshape } from '../../../src/domain/form/extended/types/Geoshape.ts';
import { geotrace } from '../../../src/domain/form/extended/types/Geotrace.ts';
import { range } from '../../../src/domain/form/extended/types/Range.ts';
import { rank } from '../../../src/domain/form/extended/types/Rank.ts';
import { time } from '../../../src/domain/form/extended/types/Time.ts';
import { isTight } from '../../../src/ui/questions/extended/columns.ts';
import { stepsOf, ticksOf } from '../../../src/ui/questions/extended/Range.tsx';
import { moved, orderOf } from '../../../src/ui/questions/extended/Rank.tsx';
import { choiceIndex } from '../../../src/ui/questions/extended/search.ts';
import { dateTimeStamp, timeStamp } from '../../../src/ui/questions/extended/stamps.ts';
import { webAddress } from '../../../src/ui/questions/extended/Typed.tsx';
import {
  isNextPoint,
  lengthMetres,
  sketchOf,
  traceAnswer,
  tracePoints,
} from '../../../src/ui/questions/extended/trace.ts';

const row = (parameters: Record<string, string>) => ({ type: 'range' as const, name: 'scale', parameters });

test('a scale offers exactly the numbers that its type accepts, either way round', () => {
  expect(stepsOf(row({ start: '0', end: '1', step: '0.1' }))).toEqual([
    0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
  ]);
  expect(stepsOf(row({ start: '3', end: '-3', step: '2' }))).toEqual([3, 1, -1, -3]);
  expect(stepsOf(row({}))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 1, max: 40 }),
      (start, end, tenths) => {
        const scale = row({ start: String(start), end: String(end), step: String(tenths / 10) });
        for (const step of stepsOf(scale)) expect(range.accepts(step, [], scale)).toBe(true);
      },
    ),
  );
});

const CHOICES: Choice[] = ['water', 'clinic', 'street'].map((name) => ({ name, label: { en: name } }));

test('however she moves the lines, the order holds every choice once', () => {
  const names = CHOICES.map(({ name }) => name);
  const moves = fc.array(fc.record({ name: fc.constantFrom(...names), to: fc.integer({ min: -2, max: 5 }) }));
  fc.assert(
    fc.property(moves, (steps) => {
      const order = steps.reduce((now, { name, to }) => moved(now, name, to), orderOf(undefined, names));
      expect(rank.accepts(order, CHOICES)).toBe(true);
    }),
  );
});

test('a choice that the filter brings back comes last, and one that it takes is forgotten', () => {
  expect(orderOf(['street', 'gone'], ['water', 'street'])).toEqual(['street', 'water']);
});

const say = (label: Choice['label'] | undefined) => label?.['en'] ?? '';

test('sixty thousand villages are searched by any words of their names, the best ones first', () => {
  const villages: Choice[] = Array.from({ length: 60_000 }, (_, at) => ({
    name: `v${at}`,
    label: { en: at === 59_999 ? 'San José de los Álamos' : `Village ${at}` },
  }));
  const index = choiceIndex(villages, say);
  expect(index.find('jose alamos', 40).map(({ name }) => name)).toEqual(['v59999']);
  expect(index.find('village 59998', 40).map(({ name }) => name)).toEqual(['v59998']);
  expect(index.find('village', 40)).toHaveLength(40);
  expect(index.find('nowhere', 40)).toEqual([]);
  expect(index.find('', 3).map(({ name }) => name)).toEqual(['v0', 'v1', 'v2']);
});

test('a search finds what a slow look at every name finds', () => {
  const name = fc.stringMatching(/^[abc]{1,3}( [abc]{1,3}){0,2}$/);
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 30 }),
      fc.stringMatching(/^[abc]{1,2}( [abc])?$/),
      (names, typed) => {
        const choices = names.map((label, at) => ({ name: String(at), label: { en: label } }));
        const slow = choices.filter(({ label }) => typed.split(' ').every((word) => label.en.includes(word)));
        const found = choiceIndex(choices, say).find(typed, 100);
        expect(found.map((choice) => choice.name).sort()).toEqual(slow.map((choice) => choice.name).sort());
      },
    ),
  );
});

test('Urdu is found however its letters were typed', () => {
  const choices = [{ name: 'k', label: { en: 'کراچی' } }];
  expect(choiceIndex(choices, say).find('كراچي', 5)).toHaveLength(1);
});

test('a time is kept with the offset of the phone, as its type asks', () => {
  expect(time.accepts(timeStamp('08:30', new Date('2026-03-01T00:00:00Z')), [])).toBe(true);
  const stamp = dateTimeStamp('2026-03-01T08:30') ?? '';
  expect(new Date(stamp).getTime()).toBe(new Date('2026-03-01T08:30').getTime());
  expect(dateTimeStamp('')).toBeUndefined();
});

const SQUARE = [
  { lat: 31.52, lon: 74.35, altitudeMetres: 0, accuracyMetres: 4 },
  { lat: 31.521, lon: 74.35, altitudeMetres: 0, accuracyMetres: 4 },
  { lat: 31.521, lon: 74.351, altitudeMetres: 0, accuracyMetres: 4 },
];

test('a line and an area are kept as their types ask, and read back point by point', () => {
  expect(geotrace.accepts(traceAnswer(SQUARE, false) ?? '', [])).toBe(true);
  expect(geoshape.accepts(traceAnswer(SQUARE, true) ?? '', [])).toBe(true);
  expect(tracePoints(traceAnswer(SQUARE, true), true)).toEqual(SQUARE);
  expect(tracePoints(traceAnswer(SQUARE, false), false)).toEqual(SQUARE);
  expect(traceAnswer([], true)).toBeUndefined();
});

test('an area is as long around as its three sides', () => {
  expect(lengthMetres(SQUARE, false)).toBeCloseTo(206, 0);
  expect(lengthMetres(SQUARE, true)).toBeGreaterThan(340);
});

test('a walk adds a point only where the phone is sure that she has moved', () => {
  const fix = (lat: number, accuracyMetres: number) => ({
    lat,
    lon: 74.35,
    accuracyMetres,
    fixedAt: '2026-03-01T09:00:00+05:00',
  });
  expect(isNextPoint(undefined, fix(31.52, 8))).toBe(true);
  expect(isNextPoint(undefined, fix(31.52, 80))).toBe(false);
  expect(isNextPoint(SQUARE[0], fix(31.52003, 4))).toBe(false);
  expect(isNextPoint(SQUARE[0], fix(31.5201, 4))).toBe(true);
  expect(isNextPoint(SQUARE[0], fix(31.5201, 20))).toBe(false);
});

test('the sketch of any trace stays on its paper', () => {
  const degrees = fc.record({
    lat: fc.double({ min: -89, max: 89, noNaN: true }),
    lon: fc.double({ min: -179, max: 179, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(degrees, { minLength: 2, maxLength: 20 }), (points) => {
      for (const { x, y } of sketchOf(points)) {
        expect(Math.abs(x - 50)).toBeLessThanOrEqual(50);
        expect(Math.abs(y - 50)).toBeLessThanOrEqual(50);
      }
    }),
  );
});

test('a scale has a mark at each step, or one an interval from where it begins', () => {
  const tenths = stepsOf(row({ start: '0', end: '1', step: '0.1' }));
  expect(ticksOf(tenths, Number.NaN)).toHaveLength(11);
  expect(ticksOf(tenths, 0.3).map((at) => tenths[at])).toEqual([0, 0.3, 0.6, 0.9]);
  const down = stepsOf(row({ start: '10', end: '0', step: '2' }));
  expect(ticksOf(down, 4).map((at) => down[at])).toEqual([10, 6, 2]);
});

test('only an address of the web can be opened with a tap, also on phones without URL.canParse', () => {
  // Chrome 111 to 119 and Safari 16.
  const young = vi.spyOn(URL, 'canParse').mockImplementation(() => {
    throw new TypeError('URL.canParse is not a function');
  });
  expect(webAddress(' https://couchdb.apache.org/ ')).toBe('https://couchdb.apache.org/');
  for (const words of [
    'javascript:alert(1)',
    'file:///etc',
    'couchdb.apache.org',
    'https://',
    '',
    7,
    undefined,
  ])
    expect(webAddress(words)).toBeUndefined();
  young.mockRestore();
});

test('columns give way to a list where their longest word is wider than one of them', () => {
  expect(isTight(['Yes', 'No', "Don't know", 'Not applicable'], 4)).toBe(false);
  expect(isTight(['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'], 5)).toBe(false);
  expect(isTight(['Totalmente en desacuerdo', 'Neutral', 'De acuerdo'], 5)).toBe(true);
  expect(isTight([], 0)).toBe(false);
});
