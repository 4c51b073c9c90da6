import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test, vi } from 'vitest';
import { MapPointer } from '../../../src/ui/questions/extended/MapPointer.tsx';

vi.mock('../../../src/ui/language.ts', async (original) => ({
  ...(await original<typeof import('../../../src/ui/language.ts')>()),
  useWords: () => true,
}));

const drawn = (points: readonly { lat: number; lon: number }[]): string =>
  renderToString(h(MapPointer, { points, label: 'Take it', onPoint: () => undefined }));

const isOffered = (html: string): boolean =>
  html.split('<button').some((button) => button.includes('Take it') && !button.includes(' disabled'));

test('a map that begins nowhere offers no place before she has moved it', () => {
  expect(isOffered(drawn([{ lat: 31.5, lon: 74.3 }]))).toBe(true);
  expect(isOffered(drawn([]))).toBe(false);
});
