// `npm run conformance -- FOLDER --json FILE`: how the form engine does on the field's own cases, which lie in FOLDER.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tests/conformance/run.ts', { configFile: false });
process.exitCode = await module.run(process.argv.slice(2));
