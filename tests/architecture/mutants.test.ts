import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { applied, parsePatch } from '../sim/patch.js';

const FOLDER = 'tests/sim/mutants';
const names = readdirSync(FOLDER);

test('at least 25 bugs are planted, each a patch', () => {
  expect(names.filter((name) => name.endsWith('.patch')).length).toBeGreaterThanOrEqual(25);
});

test.each(names)('the planted bug %s fits today’s code, so that npm run mutants can look for it', (name) => {
  const patches = parsePatch(readFileSync(`${FOLDER}/${name}`, 'utf8'));
  expect(patches.length).toBeGreaterThan(0);
  for (const patch of patches) {
    const code = readFileSync(patch.file, 'utf8');
    expect(applied(code, patch)).not.toBe(code);
  }
});
