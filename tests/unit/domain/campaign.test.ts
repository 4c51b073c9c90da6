import { expect, test } from 'vitest';
import {
  currentRound,
  formFor,
  formsNeeded,
  isConfigured,
  placeFormFor,
} from '../../../src/domain/campaign.ts';
import type { Campaign } from '../../../src/domain/document.ts';

const campaign: Campaign = {
  type: 'campaign',
  schema: 1,
  campaign: 'demo',
  title: { en: 'Demo' },
  languages: ['en'],
  purpose: { en: 'To learn.' },
  readers: { en: 'All members.' },
  rounds: [
    { name: 'baseline', title: { en: 'Baseline' }, form: 'vaccine_baseline' },
    { name: 'endline', title: { en: 'Endline' }, form: 'vaccine_endline' },
  ],
  currentRound: 'endline',
  placeForm: 'place',
  forms: { vaccine_endline: 'form:vaccine_endline:1', place: 'form:place:2' },
};

test('asks the round that is on now, by the form version the campaign names', () => {
  const round = currentRound(campaign);
  expect(round?.name).toBe('endline');
  expect(round && formFor(campaign, round)).toBe('form:vaccine_endline:1');
  expect(placeFormFor(campaign)).toBe('form:place:2');
});

test('there is no round between rounds, nor one that the list does not hold', () => {
  expect(currentRound({ ...campaign, currentRound: null })).toBeNull();
  expect(currentRound({ ...campaign, currentRound: 'midline' })).toBeNull();
});

test('a campaign gives work when it has a survey to ask or a place to report', () => {
  const { placeForm: _none, ...surveysOnly } = campaign;
  expect(isConfigured(campaign)).toBe(true);
  expect(isConfigured(surveysOnly)).toBe(true);
  expect(isConfigured({ ...surveysOnly, currentRound: null })).toBe(false);
  expect(isConfigured({ ...surveysOnly, currentRound: 'baseline' })).toBe(false);
  expect(isConfigured({ ...campaign, currentRound: null })).toBe(true);
});

test('a phone needs every form version that the campaign names', () => {
  expect(formsNeeded(campaign)).toEqual(['form:vaccine_endline:1', 'form:place:2']);
});
