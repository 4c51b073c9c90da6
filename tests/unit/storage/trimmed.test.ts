import Dexie from 'dexie';
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { withoutUnused } from '../../../vite.trim.ts';

test('these tests run on the libraries as the phone gets them, without what nothing uses', () => {
  expect(new Dexie('trimmed').Table.prototype).not.toHaveProperty('upsert');
  expect(i18next.dir).toBeUndefined();
});

test('a library in which there is nothing to leave out any more stops the build', () => {
  const { transform } = withoutUnused();
  const run = transform as (code: string, id: string) => unknown;
  expect(() => run('export {}', '/node_modules/dexie/dist/modern/dexie.mjs')).toThrow('vite.trim.ts');
  expect(run('export {}', '/src/main.tsx')).toBeUndefined();
});
