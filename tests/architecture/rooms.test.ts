import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

/** The table of ARCHITECTURE.md: which rooms and packages a room may import. */
const ROOMS: Record<string, { rooms: string[]; packages: string[] }> = {
  domain: { rooms: [], packages: ['zod/mini'] },
  storage: { rooms: ['domain'], packages: ['dexie'] },
  sync: { rooms: ['domain', 'storage'], packages: [] },
  exchange: { rooms: ['domain', 'storage'], packages: ['papaparse', 'geojson', 'fflate'] },
  device: { rooms: ['domain'], packages: [] },
  language: { rooms: [], packages: ['i18next'] },
  map: { rooms: ['domain'], packages: ['maplibre-gl', 'geojson'] },
  app: { rooms: ['domain', 'storage', 'sync', 'exchange', 'device'], packages: [] },
  ui: {
    rooms: ['domain', 'app', 'language', 'map'],
    packages: ['@zxing/library', 'preact', 'preact/hooks', 'preact/compat', 'preact-iso'],
  },
  sw: { rooms: ['storage', 'sync', 'device'], packages: ['workbox-precaching', 'workbox-routing'] },
  endpoint: {
    rooms: ['domain', 'exchange', 'sync'],
    packages: [
      'hono',
      '@hono/node-server',
      'pouchdb-core',
      'pouchdb-adapter-leveldb',
      'pouchdb-adapter-memory',
      'node:',
      'vite',
    ],
  },
};

/** Rooms whose code another room may only reach by a dynamic import, so that it stays out of the first load. */
const LAZY: Record<string, string[]> = { ui: ['map'], app: ['sync', 'exchange'] };

interface Import {
  from: string;
  to: string;
  isLazy: boolean;
  isType: boolean;
}

const SOURCE = 'src';
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && name.includes('/'))
  .map((name) => join(SOURCE, name));

const roomOf = (file: string): string => relative(SOURCE, file).split('/')[0] ?? '';

const codeOf = (file: string): string =>
  readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

function importsOf(file: string): Import[] {
  const text = codeOf(file);
  const statics = text.matchAll(
    /^(?:(?:import|export)\s+(type\s+)?[\w\s{},*$]*?\bfrom\s+|import\s+)['"]([^'"]+)['"]/gm,
  );
  const lazies = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  return [
    ...[...statics].map((match) => ({
      from: file,
      to: match[2] ?? '',
      isLazy: false,
      isType: match[1] !== undefined,
    })),
    ...[...lazies].map((match) => ({ from: file, to: match[1] ?? '', isLazy: true, isType: false })),
  ];
}

const imports = files.flatMap(importsOf);
const isOwn = (to: string): boolean => to.startsWith('.');
const target = (one: Import): string => normalize(join(dirname(one.from), one.to));

function isAllowed(one: Import): boolean {
  const room = ROOMS[roomOf(one.from)];
  if (room === undefined) return false;
  if (!isOwn(one.to)) {
    return room.packages.some((name) =>
      name.endsWith(':') ? one.to.startsWith(name) : one.to === name || one.to.startsWith(`${name}/`),
    );
  }
  const to = target(one);
  // The command line speaks English; its sentences on forms are the app's own.
  if (to.startsWith('locales/en/') && roomOf(one.from) === 'endpoint') return true;
  if (to.startsWith('locales/')) return roomOf(one.from) === 'language';
  if (!to.startsWith(`${SOURCE}/`)) return false;
  return roomOf(to) === roomOf(one.from) || room.rooms.includes(roomOf(to));
}

const describe = (one: Import): string => `${one.from} imports ${one.to}`;

test('reads the imports of every room, so that an empty reading cannot pass', () => {
  for (const room of Object.keys(ROOMS))
    expect(
      files.some((file) => roomOf(file) === room),
      room,
    ).toBe(true);
  expect(imports.length).toBeGreaterThan(100);
});

test('no room imports what the table does not allow', () => {
  expect(imports.filter((one) => !isAllowed(one)).map(describe)).toEqual([]);
});

test('map, sync and exchange are reached lazily, so that they load after the first question', () => {
  const eager = imports.filter(
    (one) =>
      isOwn(one.to) &&
      !one.isLazy &&
      !one.isType &&
      (LAZY[roomOf(one.from)] ?? []).includes(roomOf(target(one))),
  );
  expect(eager.map(describe)).toEqual([]);
});

test('no import goes round in a circle between rooms', () => {
  const edges = new Set(
    imports.filter((one) => isOwn(one.to)).map((one) => `${roomOf(one.from)}>${roomOf(target(one))}`),
  );
  const twoWay = [...edges].filter((edge) => {
    const [from, to] = edge.split('>');
    return from !== to && edges.has(`${to}>${from}`);
  });
  expect(twoWay).toEqual([]);
});

test('sync, domain and storage take clock, chance and network as arguments', () => {
  const worldly =
    /\b(Date\.now\(|Math\.random\(|setTimeout\(|setInterval\(|globalThis\.fetch|(?<![.\w])fetch\((?!url: ))/;
  const guilty = files
    .filter((file) => ['domain', 'sync'].includes(roomOf(file)))
    .filter((file) => worldly.test(codeOf(file)));
  expect(guilty).toEqual([]);
});

test('no source makes HTML from a string or silences the type checker', () => {
  const forbidden =
    /innerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|: any\b|as any\b|@ts-ignore|@ts-expect-error|\bTODO\b/;
  expect(files.filter((file) => forbidden.test(codeOf(file)))).toEqual([]);
});
