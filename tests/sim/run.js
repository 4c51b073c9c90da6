// `npm run sim -- --seeds 1000 --from 1`: plays seeds and says what was played and what was broken.
// With `--exhaustive` the scripted session as well, each of its transactions and requests failed once; with `--trace`
// one seed, event by event; with `--whole` each town the whole day, as seeds that are kept play it but those found in a short one;
// `--jobs 1` in one process.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSimulator, root } from './bundle.js';
import { playJobs, seedJobs } from './crew.js';
import { NEVER_SEEN_ALLOWED_BELOW, SOMETIMES } from './sometimes.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    exhaustive: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const from = Number(values.from);
const seeds = Number(values.seeds);
const startedAt = performance.now();

const counts = new Map();
const hashes = new Map();
let broken = 0;
let played = 0;
let failuresPlayed = 0;

function take({ kind, seed, isWhole, violations, counts: own, traceHash, fault }) {
  if (kind === 'failed once') {
    failuresPlayed += 1;
    if (violations.length > 0) breaks(`the script with ${fault}`, violations);
    return true;
  }
  played += 1;
  for (const [what, count] of Object.entries(own)) counts.set(what, (counts.get(what) ?? 0) + count);
  const replay = `npm run sim -- --seeds 1 --from ${seed}${isWhole ? ' --whole' : ''}`;
  const before = hashes.get(replay);
  if (before !== undefined && before !== traceHash) violations.push('the same seed told another story');
  hashes.set(replay, traceHash);
  if (violations.length > 0) breaks(`seed ${seed}`, violations, replay);
  if (played % 500 === 0) console.log(`${played} seeds, ${minutes()} min`);
  return true;
}

function breaks(what, violations, replay = 'npm run sim -- --seeds 0 --exhaustive') {
  broken += 1;
  console.log(`BROKEN in ${what}:\n  ${[...violations.slice(0, 8), replay].join('\n  ')}\n`);
}

const minutes = () => ((performance.now() - startedAt) / 60_000).toFixed(1);

const bundle = await bundleSimulator();
if (values.trace) {
  await playJobs(bundle, [{ kind: 'trace', from, isWhole: values.whole }], take);
} else {
  const golden = JSON.parse(await readFile(join(root, 'tests/golden/seeds.json'), 'utf8'));
  const again = golden.map(({ seed, isWhole = true }) => ({ kind: 'seeds', from: seed, seeds: 1, isWhole }));
  // The first one twice, in two processes: the same seed must tell the same story.
  const towns = [...seedJobs(from, seeds), { kind: 'seeds', from, seeds: Math.min(1, seeds) }];
  const all = [...towns.map((job) => ({ ...job, isWhole: values.whole })), ...again];
  const parts = values.exhaustive ? 8 : 0;
  const failures = Array.from({ length: parts }, (_, part) => ({ kind: 'exhaustive', part, parts }));
  await playJobs(bundle, [...failures, ...all], take, Number(values.jobs));
}

const never = seeds < NEVER_SEEN_ALLOWED_BELOW ? [] : SOMETIMES.filter((what) => !counts.has(what));
if (never.length > 0) console.log(`\nNever seen: ${never.join(', ')}`);
console.log(`\nPlayed in ${played} towns of three phones with two tabs each:`);
for (const [what, count] of [...counts].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(9)} ${what}`);
if (failuresPlayed > 0)
  console.log(`${String(failuresPlayed).padStart(9)} single failures of the scripted session`);
console.log(`${broken} broken, in ${minutes()} min`);
process.exitCode = broken + never.length > 0 ? 1 : 0;
