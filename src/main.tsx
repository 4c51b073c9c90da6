import { render } from 'preact';
import { startApp } from './app/index.ts';
import { isLanguage, preferredLanguage, startLanguage } from './language/index.ts';
import { Root } from './ui/Root.tsx';

declare const __APP_VERSION__: string;

/** The only script URLs that the app ever makes: its service worker and its workers, all of the same origin. */
const SCRIPT_PATHS = [/^\/sw\.js$/, /^\/assets\/[\w.-]*worker[\w.-]*\.m?js$/];

/** As far as it is used here; browsers without it have nothing to enforce. */
interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): void;
}

/** Trusted Types are enforced; this one default policy is the only door, and it admits nothing but that list. */
function admitOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypeFactory };
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const { origin, pathname } = new URL(url, location.href);
      if (origin === location.origin && SCRIPT_PATHS.some((path) => path.test(pathname))) return url;
      throw new TypeError(`not a script of this app: ${pathname}`);
    },
  });
}

async function start(): Promise<void> {
  admitOwnScripts();
  // Each page begins at its top by itself; the browser would scroll an earlier one down again after that.
  history.scrollRestoration = 'manual';
  const app = startApp({
    version: __APP_VERSION__,
    serviceWorkerUrl: import.meta.env.PROD ? '/sw.js' : null,
  });
  const kept = await app.keptLanguage();
  await startLanguage(isLanguage(kept) ? kept : preferredLanguage(navigator.languages));
  const place = document.getElementById('app');
  if (place !== null) render(<Root app={app} />, place);
}

void start();
