// Bundles the simulator with the code under test into one file for Node, as the app's own build would.
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { applied, parsePatch } from './patch.js';
import { inSmall, SHRUNK } from './smallTown.js';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const LIGHTER = parsePatch(readFileSync(new URL('lighter.patch', import.meta.url), 'utf8'));

const folders = new Set();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * @param {import('./patch.js').FilePatch[]} patches changes of the code under test; files on disk stay as they are
 * @returns {Promise<string>} path of the bundle, in a folder that goes with this process
 */
export async function bundleSimulator(patches = []) {
  const outDir = await mkdtemp(join(tmpdir(), 'dastak-sim-'));
  folders.add(outDir);
  const planting = planted([...LIGHTER, ...patches]);
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [planting],
    define: { __APP_VERSION__: '"0"' },
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'tests/sim/worker.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'sim.mjs', codeSplitting: false } },
    },
  });
  const elsewhere = patches.filter(({ file }) => !planting.files.has(file));
  if (elsewhere.length > 0) throw new Error(`no part of the simulator: ${elsewhere[0].file}`);
  return join(outDir, 'sim.mjs');
}

function planted(patches) {
  const files = new Set();
  return {
    name: 'planted-bugs',
    enforce: 'pre',
    files,
    transform(code, id) {
      const file = relative(root, id);
      files.add(file);
      const own = patches.filter((patch) => patch.file === file);
      if (own.length === 0 && !SHRUNK.has(file)) return null;
      return { code: inSmall(own.reduce(applied, code), file), map: null };
    },
  };
}
