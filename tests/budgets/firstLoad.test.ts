import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

interface Chunk {
  file: string;
  src?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}

const DIST = 'dist/app/';
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(`${DIST}build-manifest.json`, 'utf8'));
const gz = (file: string): number => gzipSync(readFileSync(DIST + file), { level: 9 }).length;

/** Files that a chunk brings along before it can run. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const sheet of chunk.css ?? []) seen.add(sheet);
  for (const next of chunk.imports ?? []) filesOf(next, seen);
  return seen;
}

const keyOf = (part: string): string => {
  const key = Object.keys(manifest).find((name) => name.includes(part));
  if (key === undefined) throw new Error(`the build has no ${part}`);
  return key;
};

const entry = keyOf('index.html');
const total = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + gz(file), 0);

/** What a phone fetches until a person who has just signed in can answer her first question. */
function firstQuestion(language: string): Set<string> {
  const files = filesOf(entry);
  files.add('index.html').add('floor.js');
  for (const part of [`words-${language}`, 'sync/index.ts']) filesOf(keyOf(part), files);
  return files;
}

test.each(['en', 'ur', 'es'])('at most 120 KB gz before the first question in %s', (language) => {
  const files = firstQuestion(language);
  const bytes = total(files);
  console.log(`first question in ${language}: ${bytes} B gz in ${files.size} files`);
  expect(bytes).toBeLessThanOrEqual(120_000);
});

test('map, desk and files are not among what the first question needs', () => {
  const files = firstQuestion('en');
  for (const part of ['map/index.ts', 'exchange/index.ts', 'app/desk/index.ts']) {
    expect(files.has(manifest[keyOf(part)]?.file ?? part), part).toBe(false);
  }
});

test('the service worker is one classic script, which every browser of the floor can start', () => {
  const code = readFileSync(`${DIST}sw.js`, 'utf8');
  expect(() => new Script(code)).not.toThrow();
  expect(code).not.toMatch(/\bimport\(/);
});

// It carries storage and replication for Background Sync, since a worker cannot load a chunk when it needs it. The
// browser fetches it after the page has drawn, once a version.
test('the service worker with its replicator is at most 66 KB gz', () => {
  expect(gz('sw.js')).toBeLessThanOrEqual(66_000);
});

// Chromium reads a file that must be asked for anew again for each icon that comes onto the screen later: the whole
// sprite, parsed and styled before the next frame.
test('the icons are a file that a browser may keep', () => {
  expect(manifest['ui/assets/icons.svg']?.file).toMatch(/^assets\//);
});
