import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import { answerAt } from '../../../src/domain/form/state.ts';
import { differences, distinctAt, mergeVersions, type Versions } from '../../../src/domain/versions.ts';
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
