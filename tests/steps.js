// The steps that `npm run check` and `npm test` share.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (name) => `${root}node_modules/.bin/${name}`;

/** As `npm start` does: only what has changed. */
const BUILD =
  "import('./src/endpoint/bin/build.js').then((m) => process.exit(m.buildIfNeeded(process.cwd(), true) ? 0 : 1))";
const ROOMS = readdirSync(`${root}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** One TypeScript project a room, so that each is compiled with the libraries it may touch. */
const PROJECTS = [...ROOMS.map((room) => `src/${room.name}`), 'src', 'tests'];

/** Each step: a command and its words. */
export const STEPS = {
  types: ['sh', ['-c', `printf '%s\\n' ${PROJECTS.join(' ')} | xargs -P 2 -I{} ${tool('tsc')} -p {}`]],
  lint: ['sh', ['-c', `${tool('biome')} check --error-on-warnings . && ${tool('oxlint')} --quiet src tests`]],
  unused: [tool('knip'), []],
  // Vitest would leave one core idle.
  unit: [
    tool('vitest'),
    ['run', '--config', 'tests/vitest.config.ts', '--project', 'unit', '--maxWorkers', '100%'],
  ],
  seeds: [tool('vitest'), ['run', '--config', 'tests/vitest.config.ts', '--project', 'seeds']],
  sim: [process.execPath, [`${root}tests/sim/run.js`, '--seeds', '1000', '--exhaustive']],
  build: [process.execPath, ['-e', BUILD]],
  budgets: [tool('vitest'), ['run', '--config', 'tests/vitest.config.ts', '--project', 'budgets']],
  journeys: [tool('vitest'), ['run', '--config', 'tests/vitest.config.ts', '--project', 'journeys']],
};

/** Runs one step to its end; its output is shown. @returns {Promise<boolean>} whether it passed */
export function runStep(name, env = {}, words = []) {
  const [command, given] = STEPS[name];
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, [...given, ...words], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`== ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
      resolve(code === 0);
    });
  });
}

/** Runs the steps in order and stops at the first that fails. */
export async function runSteps(names, env) {
  for (const name of names) {
    if (!(await runStep(name, env))) process.exit(1);
  }
}
