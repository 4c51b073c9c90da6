import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rollup } from 'vite';
import { expect, test } from 'vitest';

/**
 * What replication itself weighs: sessions and their loop with everything of the sync room that they need, the whole
 * revision tree, MD5 and canonical JSON. Not counted is what the app carries anyway, whether it replicates or not: zod,
 * the schemas of documents, Dexie and storage, and the phone's account of itself, which is a document like others.
 * PouchDB's core with its HTTP and IndexedDB adapters and replication, minified and compressed likewise, is 35.8 KB.
 */
const COUNTED = /src\/(sync\/(?!deviceReport)|domain\/(revisions|md5|blocks|canonical)\.ts)/;
const ENTRY = `
  export { createSession } from './src/sync/session.ts';
  export { startLoop } from './src/sync/loop.ts';
  export * from './src/domain/revisions.ts';
  export * from './src/domain/md5.ts';
`;

/**
 * All in one, as PouchDB's was measured: what the app loads later is here at once. Named one by one, since a namespace
 * would bring a helper of the bundler along that the app has not.
 */
const STEPS = [...readFileSync('src/sync/later.ts', 'utf8').matchAll(/^export \{ (.*) \}/gm)].map(
  ([, names]) => names,
);
const AT_ONCE = `import { ${STEPS} } from './later.ts'; export const later = (take) => take({ ${STEPS} });`;
const NAME = `${process.cwd()}/replicator.ts`;

/** An entry that is no file. */
const replicator: Plugin = {
  name: 'replicator',
  enforce: 'pre',
  resolveId: (id) => (id === NAME ? NAME : undefined),
  load(id) {
    if (id === NAME) return ENTRY;
    return id.endsWith('/sync/loadLater.ts') ? AT_ONCE : undefined;
  },
};

test('the replicator with its revision tree and MD5 is at most 12 KB gz', async () => {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [replicator],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: 'chrome111',
      rolldownOptions: {
        input: NAME,
        preserveEntrySignatures: 'strict',
        external: (id, from) => from !== undefined && !COUNTED.test(new URL(id, `file://${from}`).pathname),
      },
    },
  })) as Rollup.RollupOutput;
  const code = output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
  const bytes = gzipSync(code, { level: 9 }).length;
  console.log(`the replicator: ${bytes} B gz, ${code.length} B`);
  for (const part of ['_bulk_docs', '_bulk_get', '_changes', '_revisions', 'longpoll']) {
    expect(code).toContain(part);
  }
  expect(bytes).toBeLessThanOrEqual(12_288);
});
