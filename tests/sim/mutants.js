// `npm run mutants`: plants each bug of `mutants/` in a bundle of its own and plays seed after seed until the ledger
// sees it. Files on disk are not touched. `npm run mutants -- receipt outbox` plants those with one of these words in
// their name, `--only a,b` those of these names; `--jobs 1` one at a time; `--write` keeps what came of it in the table
// of `docs/planted-bugs.md`; `--log FILE` keeps each as a line, and plants nothing again that has one there; `--whole`
// plays whole days (`day.ts`): some scenes are played by few towns only.
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    from: { type: 'string', default: '1' },
    whole: { type: 'boolean', default: false },
    only: { type: 'string' },
    log: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const TABLE = join(root, 'docs/planted-bugs.md');
const folder = fileURLToPath(new URL('mutants/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.patch'))
  .map((name) => name.replace('.patch', ''))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .filter((name) => values.only === undefined || values.only.split(',').includes(name));

const results = linesOf(values.log).filter(({ name }) => names.includes(name));
if (values.write) write(results);
const waiting = names.filter((name) => results.every((result) => result.name !== name));
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
    isWhole: values.whole,
    seed: first?.seed,
    said: first?.violations[0],
  };
  results.push(result);
  // At once: what is broken off in the middle of the night keeps its rows.
  if (values.log) appendFileSync(values.log, `${JSON.stringify(result)}\n`);
  if (values.write) write([result]);
  const told = first === undefined ? `NOT FOUND in ${values.seeds} seeds` : `seed ${first.seed}`;
  console.log(`${name.padEnd(38)} ${told.padEnd(9)} ${(first?.violations[0] ?? '').slice(0, 100)}`);
}

function write(rows) {
  writeFileSync(TABLE, withRows(readFileSync(TABLE, 'utf8'), rows));
}

function linesOf(file) {
  if (file === undefined || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The lowest seed that shows it, since one process plays them in order. */
async function find(patches) {
  const bundle = await bundleSimulator(patches);
  let first;
  let next = Number(values.from);
  const take = (result) => {
    if (result.violations.length > 0) first = result;
    next = result.seed + 1;
    return first === undefined;
  };
  const jobs = seedJobs(next, Number(values.seeds)).map((job) => ({ ...job, isWhole: values.whole }));
  await playJobs(bundle, jobs, take, 1).catch(({ message }) => {
    // It never lets go of the processor, so that no event can end the story: a phone that hangs.
    first = { seed: next, violations: [message] };
  });
  return first;
}
