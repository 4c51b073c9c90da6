import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { withoutUnused } from './vite.trim.ts';

const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version;

const FIRST_WORDS = /locales[\\/](\w+)[\\/](?:common|question|collector|trouble)\.json$/;

/** The manifest lies at the project's top level; the built app has it at its root. */
function webManifest(): Plugin {
  const source = () => readFileSync('manifest.webmanifest', 'utf8');
  return {
    name: 'dastak-manifest',
    configureServer(server) {
      server.middlewares.use('/manifest.webmanifest', (_request, response) => {
        response.setHeader('content-type', 'application/manifest+json');
        response.end(source());
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: source() });
    },
  };
}

export default defineConfig({
  root: 'src',
  publicDir: '../public',
  cacheDir: '../node_modules/.vite',
  define: { __APP_VERSION__: JSON.stringify(version) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    // Dexie's build for modern browsers is a tenth smaller than the one that its package names first.
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
  },
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    // The floor of docs/decisions: Chrome 111, Safari 16.4, Firefox 126.
    target: ['chrome111', 'safari16.4', 'firefox126'],
    manifest: 'build-manifest.json',
    modulePreload: {
      polyfill: false,
      // The list of what each lazy file imports itself would be a kilobyte of the first load; the phone has them all.
      resolveDependencies: (_file, needed) => needed.filter((one) => one.endsWith('.css')),
    },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // A name in an address is a few bytes of the first load, eighty times; the map of the sources has them all.
        chunkFileNames: ({ name }) => `assets/${name.startsWith('words-') ? '[name]-' : ''}[hash].js`,
        // The worker of the map is admitted by its name (`main.tsx`).
        assetFileNames: ({ names }) => `assets/${names[0]?.endsWith('.mjs') ? '[name]-' : ''}[hash][extname]`,
        codeSplitting: {
          groups: [
            {
              // The words of the first screens come as one file a language, not as four.
              debugName: 'words',
              name: (id) => FIRST_WORDS.exec(id)?.[1]?.replace(/^/, 'words-') ?? null,
              test: FIRST_WORDS,
            },
            // One file compresses better than twenty, and a phone far away asks once.
            { name: 'first', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  // The reader of forms loads what only some forms need when one needs it.
  worker: { format: 'es' },
  plugins: [
    webManifest(),
    withoutUnused(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'sw',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // One classic script: a worker may load no chunk later, and `import.meta` would keep it from starting at all.
        rollupFormat: 'iife',
        buildPlugins: { vite: [withoutUnused()] },
        globPatterns: ['**/*.{html,js,mjs,css,svg,png,woff2,json,webmanifest}'],
        globIgnores: ['build-manifest.json'],
        maximumFileSizeToCacheInBytes: 3_000_000,
      },
    }),
  ],
  server: {
    host: '127.0.0.1',
    proxy: { '/db': 'http://127.0.0.1:8080' },
  },
});
