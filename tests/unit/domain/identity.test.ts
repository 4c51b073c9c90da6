// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import { correctionOf } from '../../../src/domain/correction.ts';
import { entityActions } from '../../../src/domain/entities/actions.ts';
import type { Row } from '../../../src/domain/form/definition.ts';
import { addInstance, removeInstance } from '../../../src/domain/form/extended/index.ts';
import { finalAnswers } from '../../../src/domain/form/final.ts';
import {
  answerQuestion,
  type Clock,
  type FormState,
  newState,
  openForm,
} from '../../../src/domain/form/state.ts';
import { identityPath, instancesIn, placeIn } from '../../../src/domain/identity.ts';
import type { ResponseId, Rev } from '../../../src/domain/ids.ts';
import { answerDraft } from '../../../src/domain/response.ts';
import { aDraft, aResponse } from '../../support/examples.ts';
import { compiled, formOf, MORNING } from './form.scenario.ts';

const text = (name: string, saveTo?: string): Row => ({
  type: 'text',
  name,
  label: { en: name },
  ...(saveTo === undefined ? {} : { save_to: saveTo }),
});

/** People of a household, and the pets of each; both are things of a list. */
const HOUSEHOLD = compiled(
  formOf(
    [
      {
        type: 'repeat',
        name: 'people',
        children: [
          text('name', 'people#name'),
          { type: 'repeat', name: 'pets', children: [text('call', 'pets#call')] },
        ],
      },
    ],
    {},
    {
      entities: [
        { list_name: 'people', label: '${name}' },
        { list_name: 'pets', label: '${call}' },
      ],
    },
  ),
);

/** Chance that gives another number each time, as a phone's does. */
function chance(seed: number): Clock {
  let drawn = 0;
  return { ...MORNING, random: () => (seed / 997 + ++drawn * 0.6180339) % 1 };
}

const repeatsOf = ({ form, answers }: FormState): string[] =>
  (form.extended?.paths(answers) ?? []).filter((path) => form.questions.get(path)?.row.type === 'repeat');

/** What is said in each instance, by its path. */
const nameOf = (path: string): string => (/\/pets\[\d+\]$/.test(path) ? `${path}/call` : `${path}/name`);

const thingsOf = (state: FormState): Record<string, string> =>
  Object.fromEntries(
    entityActions(HOUSEHOLD, state, 'response:one').map(({ label = '', entity }) => [label, entity]),
  );

/** A correction that begins with what was finished. */
const corrected = (answers: Answers): Answers =>
  correctionOf(
    'response:one' as ResponseId,
    '1-a' as Rev,
    aResponse(aDraft('one', answers)),
    'phone-2',
    MORNING,
  ).answers;

type Step = readonly [kind: 'add' | 'remove' | 'finish', where: number, which: number];
const steps = fc.array(
  fc.tuple(
    fc.constantFrom('add', 'add', 'add', 'remove', 'finish' as const),
    fc.nat(),
    fc.integer({ min: 1, max: 4 }),
  ),
  { maxLength: 25 },
) as fc.Arbitrary<Step[]>;

/** Names whoever has no name yet, each after the order in which they came. */
function named(state: FormState, clock: Clock, next: () => string): FormState {
  return instancesIn(state.answers)
    .map(nameOf)
    .filter((path) => state.answers[path] === undefined)
    .reduce((now, path) => answerQuestion(HOUSEHOLD, now, path, next(), clock), state);
}

test('whoever is added and taken away in whatever order, everybody else stays who they are', () => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 996 }), (list, seed) => {
      const clock = chance(seed);
      let count = 0;
      const next = (): string => `n${++count}`;
      let state = named(newState(HOUSEHOLD, clock), clock, next);
      const known = new Map<string, string>();
      for (const [kind, where, which] of list) {
        const repeats = repeatsOf(state);
        const repeat = repeats[where % repeats.length] ?? 'people';
        if (kind === 'add') state = addInstance(HOUSEHOLD, state, repeat, clock);
        else if (kind === 'remove') state = removeInstance(HOUSEHOLD, state, repeat, which, clock);
        else state = openForm(HOUSEHOLD, corrected(finalAnswers(HOUSEHOLD, state)), clock);
        state = named(state, clock, next);
        const { answers } = state;
        const identities = instancesIn(answers).map((path) => identityPath(answers, path));
        expect(new Set(identities).size).toBe(identities.length);
        const things = thingsOf(state);
        expect(new Set(Object.values(things)).size).toBe(identities.length);
        for (const [name, uuid] of Object.entries(things)) {
          expect(uuid).toBe(known.get(name) ?? uuid);
          known.set(name, uuid);
        }
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 300) },
  );
});

/** As every response was before instances had an identity. */
const OLD: Answers = {
  people: 3,
  'people[1]/name': 'Sana',
  'people[2]/name': 'Ali',
  'people[2]/pets': 1,
  'people[2]/pets[1]/call': 'Tiger',
  'people[3]/name': 'Bibi',
};

test('a response of before keeps the things that it made when somebody is taken away in a correction', () => {
  const clock = chance(1);
  const before = thingsOf(openForm(HOUSEHOLD, OLD, clock));
  const opened = openForm(HOUSEHOLD, corrected(OLD), clock);
  expect(thingsOf(opened)).toEqual(before);
  const without = removeInstance(HOUSEHOLD, opened, 'people', 1, clock);
  const { Sana: _gone, ...stay } = before;
  expect(thingsOf(without)).toEqual(stay);
  expect(finalAnswers(HOUSEHOLD, without)).toMatchObject({
    people: 2,
    'people[1]': '2',
    'people[1]/name': 'Ali',
    'people[1]/pets[1]': '1',
    'people[2]': '3',
  });
});

test('what is put in the place of somebody is somebody else', () => {
  const clock = chance(5);
  const opened = openForm(HOUSEHOLD, corrected(OLD), clock);
  const fewer = removeInstance(HOUSEHOLD, opened, 'people', 3, clock);
  const again = addInstance(HOUSEHOLD, fewer, 'people', clock);
  const { answers } = answerQuestion(HOUSEHOLD, again, 'people[3]/name', 'Bibi', clock);
  const now = thingsOf(openForm(HOUSEHOLD, answers, clock));
  expect(now['Bibi']).not.toBe(thingsOf(opened)['Bibi']);
});

test('who is kept has a name that no expression sees', () => {
  const form = compiled(
    formOf([
      { type: 'repeat', name: 'people', children: [text('name')] },
      {
        type: 'calculate',
        name: 'said',
        calculation: "concat(count(${people}), string(/data/people[1]), join(',', ${people}))",
      },
    ]),
  );
  const clock = chance(3);
  const state = answerQuestion(form, newState(form, clock), 'people[1]/name', 'Sana', clock);
  expect(finalAnswers(form, state)).toEqual({
    people: 1,
    'people[1]': expect.stringMatching(/^[0-9a-z]{8}$/),
    'people[1]/name': 'Sana',
    said: '1',
  });
});

test('one who is taken away is one change, however many move up', () => {
  const clock = chance(2);
  const draft = { ...aDraft('one', {}), answers: corrected(OLD) };
  const opened = openForm(HOUSEHOLD, draft.answers, clock);
  const without = removeInstance(HOUSEHOLD, opened, 'people', 1, clock);
  expect(answerDraft(draft, without, clock).answersChanged).toBe(draft.answersChanged + 1);
});

test('the place of an answer is told where its instance stands now, and none of what went', () => {
  const now: Answers = { people: 1, 'people[1]': '2', 'people[1]/name': 'Ali' };
  const placeOf = placeIn(OLD, now);
  expect(['people[1]/name', 'people[2]/name', 'people', 'street'].map(placeOf)).toEqual([
    undefined,
    'people[1]/name',
    'people',
    'street',
  ]);
});

test('an instance may be called as what every object of JavaScript has', () => {
  const answers: Answers = { constructor: 1, 'constructor[1]': 'toString', 'constructor[1]/name': 'x' };
  expect(identityPath(answers, 'constructor[1]/name')).toBe('constructor[toString]/name');
});
