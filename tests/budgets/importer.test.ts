import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

/** What every import needs, as one file; what only some forms need stays apart. */
const BASE =
  /xlsform[\\/](?:importForm|readFile|xlsx|zip|scanXml|numberFormats|readForm|records|columns|cells|names|form|problem|settings|choices|survey|selects|types|references|languages|toDefinition)\.ts$/;

async function importerChunks(): Promise<Map<string, number>> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'chrome111',
      // As for a worker: without the helper that preloads chunks, which the app has anyway.
      ssr: true,
      rolldownOptions: {
        input: 'src/exchange/xlsform/importForm.ts',
        preserveEntrySignatures: 'strict',
        // The engine and the unpacker are counted elsewhere.
        external: (id) => id.includes('/domain/') || id === 'fflate',
        output: { codeSplitting: { groups: [{ name: 'importer', test: BASE }] } },
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = built.output.filter((one) => one.type === 'chunk');
  return new Map(chunks.map(({ name, code }) => [name, gzipSync(code, { level: 9 }).length]));
}

test('reading a workbook as a form takes at most 12 KB gz beyond the engine and the unpacker', async () => {
  const chunks = await importerChunks();
  console.log(`importer: ${JSON.stringify(Object.fromEntries(chunks))}`);
  expect(chunks.get('importer')).toBeGreaterThan(5_000);
  expect(chunks.get('importer')).toBeLessThanOrEqual(12_000);
  // Parameters, entities and tables beside the form come on top for the forms that have them.
  expect(chunks.get('special')).toBeLessThanOrEqual(4_300);
});
