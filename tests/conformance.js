// `npm run conformance -- FOLDER --json FILE`: how the form engine does on the field's own cases, which lie in FOLDER.
import { createServer, createServerModuleRunner } from 'vite';

const server = await createServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false },
  appType: 'custom',
});
// The runner stays open while the cases run: what few of them need is imported lazily.
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
const module = await runner.import('/tests/conformance/run.ts');
process.exitCode = await module.run(process.argv.slice(2));
await server.close();
