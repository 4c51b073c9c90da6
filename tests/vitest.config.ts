import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { withoutUnused } from '../vite.trim.ts';
import { PATIENCE_MS } from './support/patience.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const isQuick = process.env['DASTAK_QUICK'] === '1';

/** They search for seconds, or start servers and kill them: `npm test` runs them, `npm run check` does not. */
const LONG = [
  'tests/contract/probe.test.ts',
  'tests/unit/conformance/*.test.ts',
  'tests/unit/endpoint/{backupLarge,check,functions,fuzz,killed,powerCut,replicator,survival}.test.ts',
  'tests/unit/exchange/xlsform/{fuzz,roundTrip,workbook}.test.ts',
  'tests/unit/domain/form.{incremental,random,repeats.random}.test.ts',
  'tests/unit/sync/{cost,faults}.test.ts',
];

export default defineConfig({
  root,
  define: { __APP_VERSION__: JSON.stringify('0.0.0-test') },
  // Tests run on the same libraries as the phone (`vite.config.ts`).
  plugins: [withoutUnused()],
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    server: { deps: { inline: ['dexie', 'i18next'] } },
    // A second, the default, is short where other work is done at the same time.
    expect: { poll: { timeout: PATIENCE_MS } },
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // `npm run check` loads each module once, two and a half times faster; `npm test` keeps files apart.
          pool: isQuick ? 'threads' : 'forks',
          isolate: !isQuick,
          include: ['tests/{unit,architecture,contract,locales}/**/*.test.{ts,tsx}'],
          exclude: isQuick ? LONG : [],
          setupFiles: ['tests/support/sameChance.ts'],
          // Some kill servers for twenty seconds where other work is done at the same time.
          testTimeout: 120_000,
        },
      },
      {
        // Many seeds: chance searches where nobody thought to look. Too long for every save of a developer.
        extends: true,
        test: { name: 'seeds', include: ['tests/sim/**/*.test.ts'], testTimeout: 300_000 },
      },
      {
        extends: true,
        test: { name: 'budgets', include: ['tests/budgets/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        // Many collectors at one endpoint: `npm run bench:load`, never part of a check.
        extends: true,
        test: { name: 'load', include: ['tests/bench/load.ts'], testTimeout: 1_800_000 },
      },
      {
        // Measures, and takes its time: `npm run bench`, never part of a check.
        extends: true,
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.bench.ts'],
          testTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // One Chromium and one endpoint at a time: two cores are all that CI has.
          fileParallelism: false,
        },
      },
    ],
  },
});
