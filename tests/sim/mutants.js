// `npm run mutants`: plants each bug of `mutants/` in a bundle of its own and plays until the ledger sees it. Files on
// disk are not touched. `npm run mutants -- forbidden` plants those whose name has that word.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleSimulator } from './bundle.js';
import { playJobs, seedJobs } from './crew.js';
import { parsePatch } from './patch.js';

/** A bug that more seeds do not find is one that the simulator cannot see. */
const SEEDS_MAX = 200;
const folder = fileURLToPath(new URL('mutants/', import.meta.url));

const [word = ''] = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => name.endsWith('.patch') && name.includes(word));

let survived = 0;
for (const name of names) {
  const found = await find(parsePatch(readFileSync(`${folder}${name}`, 'utf8')));
  if (found === undefined) survived += 1;
  const told =
    found === undefined ? `NOT FOUND in ${SEEDS_MAX} seeds` : `seed ${found.seed}: ${found.violations[0]}`;
  console.log(`${name.replace('.patch', '').padEnd(34)} ${told.slice(0, 110)}`);
}
console.log(`\n${names.length - survived} of ${names.length} planted bugs found`);
process.exitCode = survived > 0 ? 1 : 0;

async function find(patches) {
  const bundle = await bundleSimulator(patches);
  let first;
  await playJobs(bundle, seedJobs(1, SEEDS_MAX), (result) => {
    if (result.violations.length > 0) first = result;
    return first === undefined;
  });
  return first;
}
