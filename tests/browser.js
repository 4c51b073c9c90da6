// Finds a Chromium for the journeys, or installs one, and says plainly what it did.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {Promise<string>} path of the browser's executable */
export async function findBrowser() {
  const present = installed();
  if (present !== undefined) return say(`Browser: using the installed ${present}`, present);
  if (installFromDebian()) {
    const debian = installed();
    if (debian !== undefined) return say(`Browser: installed Debian's chromium, using ${debian}`, debian);
  }
  return downloadWithPlaywright();
}

const installed = () => CANDIDATES.find((path) => path !== undefined && path !== '' && existsSync(path));

function installFromDebian() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log("Browser: none found; installing Debian's package chromium (we are root) ...");
  const apt = (...words) =>
    spawnSync('apt-get', words, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update', '-qq');
  return apt('install', '-y', '-qq', '--no-install-recommends', 'chromium').status === 0;
}

async function downloadWithPlaywright() {
  console.log("Browser: none found; downloading Playwright's own Chromium ...");
  const cli = new URL('../node_modules/playwright-core/cli.js', import.meta.url).pathname;
  execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  const { chromium } = await import('playwright-core');
  return say(`Browser: using Playwright's ${chromium.executablePath()}`, chromium.executablePath());
}

function say(sentence, path) {
  console.log(sentence);
  return path;
}
