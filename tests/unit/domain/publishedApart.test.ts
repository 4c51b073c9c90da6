import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Campaign } from '../../../src/domain/document.ts';
import {
  type CampaignVersions,
  distinctSayings,
  keyOf,
  mergeCampaigns,
  pointsApart,
  saidOf,
} from '../../../src/domain/publishedApart.ts';

const campaign = (more: Partial<Campaign>): Campaign => ({
  type: 'campaign',
  schema: 1,
  campaign: 'demo',
  title: {},
  languages: ['en'],
  purpose: {},
  readers: {},
  rounds: [],
  currentRound: null,
  forms: {},
  ...more,
});

const round = (name: string, form: string) => ({ name, title: { en: name }, form });

test('what only one of them published stays, and is no difference', () => {
  const sana = campaign({ rounds: [round('one', 'a')], currentRound: 'one', forms: { a: 'form:a:1' } });
  const omar = campaign({
    rounds: [round('one', 'a'), round('two', 'b')],
    currentRound: 'one',
    forms: { a: 'form:a:1', b: 'form:b:1' },
  });
  expect(pointsApart([sana, omar])).toEqual([]);
  expect(mergeCampaigns([sana, omar], {})).toEqual(omar);
});

test('each thing that differs can be decided for itself', () => {
  const sana = campaign({
    rounds: [round('one', 'a')],
    currentRound: 'one',
    forms: { a: 'form:a:1' },
    placeForm: 'p',
  });
  const omar = campaign({
    rounds: [round('one', 'b'), round('two', 'b')],
    currentRound: 'two',
    forms: { a: 'form:a:2', b: 'form:b:1' },
  });
  expect(pointsApart([sana, omar]).map(keyOf)).toEqual(['round', 'asks one', 'version a', 'place']);
  expect(mergeCampaigns([sana, omar], { round: 1, 'version a': 1, place: 1 })).toEqual(
    campaign({
      rounds: [round('one', 'a'), round('two', 'b')],
      currentRound: 'two',
      forms: { a: 'form:a:2', b: 'form:b:1' },
    }),
  );
});

const names = fc.constantFrom('a', 'b', 'constructor');
const anyCampaign: fc.Arbitrary<Campaign> = fc
  .record({
    forms: fc.dictionary(names, fc.constantFrom('form:1', 'form:2')),
    rounds: fc.uniqueArray(fc.record({ name: names, form: names }), { selector: ({ name }) => name }),
    current: fc.nat(3),
    placeForm: fc.option(names, { nil: undefined }),
  })
  .map(({ forms, rounds, current, placeForm }) =>
    campaign({
      forms: { ...forms },
      rounds: rounds.map(({ name, form }) => round(name, form)),
      currentRound: rounds[current]?.name ?? null,
      ...(placeForm === undefined ? {} : { placeForm }),
    }),
  );

test('whatever is picked is what the joined campaign says, and nothing that anybody published is missing', () => {
  fc.assert(
    fc.property(
      fc.array(anyCampaign, { minLength: 2, maxLength: 3 }),
      fc.infiniteStream(fc.nat(9)),
      (list, chance) => {
        const versions = list as unknown as CampaignVersions;
        const points = pointsApart(versions);
        const picks = Object.fromEntries(
          points.map((point) => {
            const able = distinctSayings(versions, point);
            return [keyOf(point), able[(chance.next().value ?? 0) % able.length] ?? 0];
          }),
        );
        const merged = mergeCampaigns(versions, picks);
        for (const point of points) {
          const picked = versions[picks[keyOf(point)] ?? 0];
          expect(saidOf(merged, point)).toBe(picked && saidOf(picked, point));
        }
        for (const { forms, rounds } of versions) {
          for (const form of Object.keys(forms))
            expect(saidOf(merged, { kind: 'version', form })).toBeTruthy();
          for (const { name } of rounds) expect(saidOf(merged, { kind: 'asks', round: name })).toBeTruthy();
        }
        expect(
          merged.currentRound === null || merged.rounds.some(({ name }) => name === merged.currentRound),
        ).toBe(true);
      },
    ),
  );
});
