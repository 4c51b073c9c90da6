import { afterAll, beforeAll, expect, expectTypeOf, test, vi } from 'vitest';
import type { Desk, ReadingWhy } from '../../../src/app/index.ts';
import { loadNamespace, startLanguage, type TroubleWhy, troubleText } from '../../../src/language/index.ts';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await startLanguage('ur');
  await loadNamespace('more');
});

afterAll(() => vi.unstubAllGlobals());

test('what an endpoint says in English keeps its own direction inside an Urdu sentence', () => {
  const said = troubleText('forbidden', { reason: 'This campaign is closed.' });
  expect(said).toContain('\u2068This campaign is closed.\u2069');
});

type WhyOf<Outcome> = Extract<Outcome, { readonly ok: false; readonly why: string }>['why'];
type DeskWhy = { [Name in keyof Desk]: WhyOf<Awaited<ReturnType<Desk[Name]>>> }[keyof Desk] | ReadingWhy;

test('every trouble that the desk may meet has a sentence', () => {
  // By the compiler: a `why` that no locale tells, or that may be any text, is an error here.
  expectTypeOf<Exclude<DeskWhy, TroubleWhy>>().toBeNever();
});
