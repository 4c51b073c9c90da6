import { afterEach, expect, test, vi } from 'vitest';
import { registerOwnCopy } from '../../../src/app/serviceWorker.ts';
import { now } from '../../support/collector.ts';

afterEach(() => vi.unstubAllGlobals());

/** A page that is still loading, with or without a worker that brought it. */
function page(controller: object | null): void {
  vi.stubGlobal('document', { readyState: 'loading' });
  vi.stubGlobal('window', { addEventListener: () => undefined });
  vi.stubGlobal('navigator', { serviceWorker: { controller } });
}

test('a page that the worker brought is ready to be left at once, and does not first say the contrary', async () => {
  page({});
  expect(await now(registerOwnCopy('/sw.js').isKept)).toBe(true);
});

test('on a first visit the app is not kept before its worker is', async () => {
  page(null);
  expect(await now(registerOwnCopy('/sw.js').isKept)).toBe(false);
});
