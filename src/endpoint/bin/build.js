import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that the app is made of; of `src` all rooms but this one. */
const APP = [
  'src',
  '!src/endpoint',
  'public',
  'locales',
  'vite.config.ts',
  'manifest.webmanifest',
  'package.json',
  'package-lock.json',
];
/** Everything that the endpoint is made of. */
const ENDPOINT = [
  'src/endpoint',
  'src/domain',
  'src/exchange',
  'src/sync',
  'package.json',
  'package-lock.json',
];

/** @param {string} project @param {string} path @param {import('node:crypto').Hash} hash */
function addTo(hash, project, path, without = []) {
  if (without.includes(path)) return;
  const full = join(project, path);
  if (!existsSync(full)) return;
  const entries = readdirIfFolder(full);
  if (entries === undefined) {
    hash.update(`${path}\0`).update(readFileSync(full));
    return;
  }
  for (const entry of entries) addTo(hash, project, `${path}/${entry}`, without);
}

/** @param {string} path */
function readdirIfFolder(path) {
  try {
    return readdirSync(path).sort();
  } catch {
    return undefined;
  }
}

/** Contents, not dates: a fresh clone and a checkout of another branch change dates of files that did not change. */
function stampOf(project, paths) {
  const hash = createHash('sha256').update(process.version);
  const without = paths.filter((path) => path.startsWith('!')).map((path) => path.slice(1));
  for (const path of paths) if (!path.startsWith('!')) addTo(hash, project, path, without);
  return hash.digest('hex');
}

function build(project, what, args) {
  console.error(`Building the ${what} (only needed after a change) ...`);
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', ...args], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (result.status !== 0) {
    console.error(`${result.stdout}${result.stderr}`);
    console.error(`The ${what} could not be built; the lines above say why.`);
  }
  return result.status === 0;
}

/** Builds one part unless its stamp says that it was built from these very sources. */
function ensure(project, part, paths, result, args) {
  const stampFile = join(project, 'dist', `${part}.stamp`);
  const stamp = stampOf(project, paths);
  const isFresh =
    existsSync(join(project, result)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (isFresh) return true;
  if (!build(project, part, args)) return false;
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

/**
 * @param {string} project folder of the project
 * @param {boolean} needsApp whether the app must be there too
 * @returns {boolean} whether everything needed is built
 */
export function buildIfNeeded(project, needsApp) {
  const config = ['--config', 'src/endpoint/vite.endpoint.config.ts'];
  return (
    ensure(project, 'endpoint', ENDPOINT, 'dist/endpoint/main.js', config) &&
    (!needsApp || ensure(project, 'app', APP, 'dist/app/index.html', []))
  );
}
