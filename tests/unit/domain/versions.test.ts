import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import { answerAt } from '../../../src/domain/form/state.ts';
import {
  differences,
  distinctAt,
  mergeVersions,
  sideBySide,
  type Versions,
} from '../../../src/domain/versions.ts';
import { aDraft, aResponse } from '../../support/examples.ts';

const version = (answers: Answers, corrections = 0) => aResponse(aDraft('one', answers), corrections);

const VERSIONS: Versions = [
  version({ heard: 'yes', said: 'a', school: ['x', 'y'] }),
  version({ heard: 'yes', said: 'b', school: ['x', 'y'] }, 2),
  version({ heard: 'no', school: ['x', 'y'] }, 1),
];

test('only what is answered differently is asked about, an open question included', () => {
  expect(differences(VERSIONS)).toEqual(['heard', 'said']);
});

test('an answer that two versions share is offered once', () => {
  expect(distinctAt(VERSIONS, 'heard')).toEqual([0, 2]);
  expect(distinctAt(VERSIONS, 'said')).toEqual([0, 1, 2]);
});

test('each picked answer stays, and the merged version counts as one correction more', () => {
  const merged = mergeVersions(VERSIONS, { heard: 2, said: 1 });
  expect(merged.answers).toEqual({ heard: 'no', said: 'b', school: ['x', 'y'] });
  expect(merged.corrections).toBe(3);
  expect(mergeVersions(VERSIONS, { said: 2 }).answers).not.toHaveProperty('said');
});

test('who keeps everything that is shown makes no new version', () => {
  expect(mergeVersions(VERSIONS, { heard: 0, said: 0 })).toBe(VERSIONS[0]);
});

/** The last one is what every object has. */
const NAMES = ['a', 'b', 'c', 'constructor'];
const ANSWERS = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom('1', '2', '3'));

test('every merged answer is one that some version gave, and alike answers stay', () => {
  fc.assert(
    fc.property(
      fc.array(ANSWERS, { minLength: 2, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      (all, chance) => {
        const [first = {}, ...others] = all;
        const versions: Versions = [version(first), ...others.map((answers) => version(answers))];
        const open = differences(versions);
        const picks = Object.fromEntries(
          open.map((path) => [path, (chance.next().value ?? 0) % versions.length]),
        );
        const { answers } = mergeVersions(versions, picks);
        for (const path of NAMES) {
          const picked = versions[Object.hasOwn(picks, path) ? (picks[path] ?? 0) : 0]?.answers ?? {};
          expect(answerAt(answers, path)).toEqual(answerAt(picked, path));
        }
      },
    ),
  );
});

/** What a household's answers are when these people are in it, each with her age. */
const household = (...people: readonly (readonly [identity: string, age: number])[]): Answers => ({
  street: 'Mill Road',
  ...(people.length === 0 ? {} : { people: people.length }),
  ...Object.fromEntries(
    people.flatMap(([identity, age], at) => [
      [`people[${at + 1}]`, identity],
      [`people[${at + 1}]/age`, age],
    ]),
  ),
});

/** One phone took the first away, another one corrected an age and added somebody. */
const APART: Versions = [
  version(household(['b', 20], ['c', 30]), 1),
  version(household(['a', 10], ['b', 20], ['c', 31], ['d', 40]), 1),
];

test('people who stand under other numbers are compared with themselves', () => {
  const [shown, other] = sideBySide(APART);
  expect(shown.answers).toMatchObject({ 'people[1]': 'b', 'people[1]/age': 20, 'people[2]/age': 30 });
  expect(other?.answers).toMatchObject({ 'people[1]/age': 20, 'people[2]/age': 31, 'people[3]': 'a' });
  // Who is not in both is one question: whether she is.
  expect(differences(sideBySide(APART)).toSorted()).toEqual(['people[2]/age', 'people[3]', 'people[4]']);
});

test('who is picked comes with all her answers, and the numbers close up', () => {
  const merged = mergeVersions(APART, { 'people[2]/age': 1, 'people[4]': 1 });
  expect(merged.answers).toEqual(household(['b', 20], ['c', 31], ['d', 40]));
  const turned: Versions = [APART[1] ?? APART[0], APART[0]];
  expect(mergeVersions(turned, { 'people[1]': 1 }).answers).toEqual(
    household(['b', 20], ['c', 31], ['d', 40]),
  );
  const all: Versions = [version(household(['a', 1])), version(household())];
  expect(mergeVersions(all, { 'people[1]': 1 }).answers).toEqual(household());
});

test('versions of before are compared by their numbers', () => {
  const old: Versions = [
    version({ people: 2, 'people[1]/age': 1, 'people[2]/age': 2 }),
    version({ people: 1, 'people[1]/age': 1 }),
  ];
  expect(differences(sideBySide(old))).toEqual(['people[2]']);
  expect(mergeVersions(old, { 'people[2]': 1 }).answers).toEqual({
    people: 1,
    'people[1]': '1',
    'people[1]/age': 1,
  });
});

const PEOPLE = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat({ max: 2 })), {
  selector: ([identity]) => identity,
});

test('whatever was added and taken away apart, a merge holds each person as one version has her', () => {
  fc.assert(
    fc.property(
      fc.array(PEOPLE, { minLength: 2, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      (all, chance) => {
        const [first = [], ...others] = all;
        const versions: Versions = [
          version(household(...first)),
          ...others.map((people) => version(household(...people))),
        ];
        const picks = Object.fromEntries(
          differences(sideBySide(versions)).map((path) => [
            path,
            (chance.next().value ?? 0) % versions.length,
          ]),
        );
        const { answers } = mergeVersions(versions, picks);
        const count = Number(answerAt(answers, 'people') ?? 0);
        const merged = Array.from({ length: count }, (_, at) => [
          answers[`people[${at + 1}]`],
          answers[`people[${at + 1}]/age`],
        ]);
        expect(answers).toEqual(household(...(merged as [string, number][])));
        expect(new Set(merged.map(([identity]) => identity)).size).toBe(count);
        for (const [identity, age] of merged) {
          expect(all.flat()).toContainEqual([identity, age]);
        }
        // Nobody disappears whom all versions have.
        for (const [identity] of first) {
          const isEverywhere = all.every((people) => people.some(([other]) => other === identity));
          if (isEverywhere) expect(merged.map(([other]) => other)).toContain(identity);
        }
      },
    ),
  );
});
