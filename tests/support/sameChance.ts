// Comes before each test file (`vitest.config.ts`).
import fc from 'fast-check';

/** What is drawn is the same each time, so that no commit is red by chance; `FC_SEED=2 npm test` looks elsewhere. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1) });
