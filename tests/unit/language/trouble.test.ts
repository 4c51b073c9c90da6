import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadNamespace, startLanguage, troubleText } from '../../../src/language/index.ts';

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
