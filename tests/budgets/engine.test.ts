import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rollup } from 'vite';
import { expect, test } from 'vitest';
import { FUNCTIONS } from '../../src/domain/logic/extended/functions/index.ts';

/** The functions that a file of the engine hands on, not its types. */
const namesFrom = (file: string): string =>
  [...readFileSync(`src/domain/form/${file}.ts`, 'utf8').matchAll(/^export \{ (.*) \}/gm)]
    .flatMap(([, names = '']) => names.split(', '))
    .filter((name) => !name.startsWith('type '))
    .join(', ');

/**
 * What a phone must load so that any form runs, whatever functions and types it uses: the parser and compiler of
 * expressions, every function, the types, the check of the form, the graph, and the session with repeats, choices, pages,
 * mistakes and what is kept in the end. All in one file, as ODK's and Enketo's engines were measured, minified as the app
 * is (`vite.config.ts`): what the app fetches only for forms that need it is here at once. It is handed over as a list,
 * since the app's own files call what they share by a letter.
 *
 * Nothing is left out but what `compileForm` is given: the schemas of documents (zod), which each document passes at the
 * door whether its form is ever opened or not, and the words of troubles, which are keys here. An import from outside of
 * the domain would be counted, too; there is none, and the test says so.
 */
const ENTRY = `
  import { compileForm } from './src/domain/form/compile.ts';
  import { ${namesFrom('state')} } from './src/domain/form/state.ts';
  import { finalAnswers } from './src/domain/form/final.ts';
  import { addInstance, EXTENSION, extensionWith, removeInstance } from './src/domain/form/extended/index.ts';
  export default [compileForm, finalAnswers, addInstance, EXTENSION, extensionWith, removeInstance, ${namesFrom('state')}];
`;
const NAME = `${process.cwd()}/engine.ts`;

/** An entry that is no file. */
const engine: Plugin = {
  name: 'engine',
  enforce: 'pre',
  resolveId: (id) => (id === NAME ? NAME : undefined),
  load: (id) => (id === NAME ? ENTRY : undefined),
};

test('the form engine with all functions and types is at most 21.5 KB gz (20 are wanted)', async () => {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [engine],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: ['chrome111', 'safari16.4', 'firefox126'],
      rolldownOptions: { input: NAME, preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput;
  const chunks = output.filter((one) => one.type === 'chunk');
  const code = chunks.map((chunk) => chunk.code).join('');
  const bytes = gzipSync(code, { level: 9 }).length;
  console.log(`the form engine: ${bytes} B gz, ${code.length} B`);
  for (const name of FUNCTIONS.keys()) expect(code).toContain(name);
  const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules)).filter((id) => id !== NAME);
  expect(modules.filter((id) => !id.includes('/src/domain/'))).toEqual([]);
  expect(chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(21_500);
});
