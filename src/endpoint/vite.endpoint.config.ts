import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version;

/** `vite build --config src/endpoint/vite.endpoint.config.ts`: one file for Node; packages stay in node_modules. */
export default defineConfig({
  publicDir: false,
  cacheDir: 'node_modules/.vite-endpoint',
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    ssr: 'src/endpoint/main.ts',
    outDir: 'dist/endpoint',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
  },
});
