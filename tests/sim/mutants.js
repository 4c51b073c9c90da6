// `npm run mutants`: plants each bug of `mutants/` in a bundle of its own and plays seed after seed until the ledger
// sees it. Files on disk are not touched. `npm run mutants -- receipt outbox` plants those with one of these words in
// their name; `--jobs 1` one at a time; `--write` keeps what came of it in the table of `docs/planted-bugs.md`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleSimulator, root } from './bundle.js';
import { playJobs, seedJobs } from './crew.js';
import { parsePatch } from './patch.js';
import { withRows } from './table.js';

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: 'string', default: String(availableParallelism()) },
    // A bug that more seeds do not find is one that the simulator cannot see.
    seeds: { type: 'string', default: '200' },
    write: { type: 'boolean', default: false },
  },
});
const TABLE = join(root, 'docs/planted-bugs.md');
const folder = fileURLToPath(new URL('mutants/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.patch'))
  .map((name) => name.replace('.patch', ''))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));

const results = [];
const waiting = [...names];
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await plant(name);
  }),
);
const found = results.filter(({ seed }) => seed !== undefined);
console.log(`\n${found.length} of ${names.length} planted bugs found`);
process.exitCode = found.length < names.length ? 1 : 0;

async function plant(name) {
  const patch = readFileSync(`${folder}${name}.patch`, 'utf8');
  const first = await find(parsePatch(patch));
  const result = {
    name,
    what: patch.split('\n')[0],
    seeds: values.seeds,
    seed: first?.seed,
    said: first?.violations[0],
  };
  results.push(result);
  // At once: what is broken off in the middle of the night keeps its rows.
  if (values.write) writeFileSync(TABLE, withRows(readFileSync(TABLE, 'utf8'), [result]));
  const told = first === undefined ? `NOT FOUND in ${values.seeds} seeds` : `seed ${first.seed}`;
  console.log(`${name.padEnd(38)} ${told.padEnd(9)} ${(first?.violations[0] ?? '').slice(0, 100)}`);
}

/** The lowest seed that shows it, since one process plays them in order. */
async function find(patches) {
  const bundle = await bundleSimulator(patches);
  let first;
  const take = (result) => {
    if (result.violations.length > 0) first = result;
    return first === undefined;
  };
  await playJobs(bundle, seedJobs(1, Number(values.seeds)), take, 1).catch((error) => {
    // Planted bugs that never let go of the processor end with it; no seed tells more than that.
    console.error(`${error}`);
  });
  return first;
}
