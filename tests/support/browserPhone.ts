import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import type { Key } from '../../src/language/index.ts';
import { violations } from './looks.ts';
import { PATIENCE_MS } from './patience.ts';

export type Language = 'en' | 'ur' | 'es';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
];

export function launchBrowser(...more: string[]): Promise<Browser> {
  const executablePath = process.env['DASTAK_BROWSER'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

/** The sentence that the app shows for a key, read from the same files. */
export function say(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  const [namespace, path = ''] = key.split(':');
  let tree: unknown = JSON.parse(readFileSync(`locales/${language}/${namespace}.json`, 'utf8'));
  for (const name of path.split('.')) tree = (tree as Record<string, unknown>)[name];
  if (typeof tree !== 'string') throw new Error(`no words for ${language} ${key}`);
  return tree.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

export interface BrowserPhone {
  page: Page;
  context: BrowserContext;
  language: Language;
  /** Console errors, failed script loads and policy violations so far; a journey ends with none. */
  complaints: string[];
  t(key: Key, values?: Record<string, string | number>): string;
  button(key: Key): Locator;
  link(key: Key): Locator;
  /** Beside the one she has; its complaints are heard too. */
  newTab(): Promise<Page>;
  /** As the system does when memory runs short: no event, no last word. A new tab is opened. */
  tabIsKilled(): Promise<void>;
  networkOff(): Promise<void>;
  networkOn(): Promise<void>;
  shot(name: string): Promise<void>;
  /** What axe finds on the screen that is shown. */
  axe(): Promise<string[]>;
  end(): Promise<void>;
}

export interface BrowserPhoneOptions {
  language?: Language;
  wide?: boolean;
  backgroundSync?: boolean;
  position?: { latitude: number; longitude: number; accuracy: number };
}

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const LEON = { latitude: 21.1221, longitude: -101.6826, accuracy: 6 };

/** A browser profile of its own: a phone (or the coordinator's computer) with its own storage and network switch. */
export async function newPhone(
  browser: Browser,
  origin: string,
  options: BrowserPhoneOptions = {},
): Promise<BrowserPhone> {
  const language = options.language ?? 'en';
  const context = await browser.newContext({
    baseURL: origin,
    viewport: options.wide === true ? DESK : PHONE,
    deviceScaleFactor: options.wide === true ? 1 : 2,
    locale: { en: 'en-GB', ur: 'ur-PK', es: 'es-MX' }[language],
    // What is not named here is refused, Background Sync among it.
    permissions: ['geolocation', ...(options.backgroundSync === true ? ['background-sync'] : [])],
    geolocation: options.position ?? LEON,
    serviceWorkers: 'allow',
    hasTouch: options.wide !== true,
  });
  // What Dexie throws is named after a shortened class when a browser tells of it: the page says it in full.
  await context.addInitScript(() => {
    addEventListener('unhandledrejection', ({ reason }) => console.error(`nobody caught: ${String(reason)}`));
  });
  const complaints: string[] = [];
  const newTab = async (): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    if (SLOWER_MS > 0) await slows(page, SLOWER_MS);
    listenForComplaints(page, complaints);
    return page;
  };
  const t = (key: Key, values?: Record<string, string | number>): string => say(language, key, values);
  const phone: BrowserPhone = {
    page: await newTab(),
    context,
    language,
    complaints,
    t,
    button: (key) => phone.page.getByRole('button', { name: t(key) }),
    link: (key) => phone.page.getByRole('link', { name: t(key) }),
    newTab,
    async tabIsKilled() {
      const killer = await context.newCDPSession(phone.page);
      const isDead = phone.page.waitForEvent('crash');
      killer.send('Page.crash').catch(() => undefined);
      await isDead;
      const dead = phone.page;
      phone.page = await newTab();
      await dead.close();
    },
    networkOff: () => context.setOffline(true),
    networkOn: () => context.setOffline(false),
    async shot(name) {
      const folder = process.env['DASTAK_SHOTS'];
      if (folder !== undefined) await phone.page.screenshot({ path: `${folder}/${name}-${language}.png` });
    },
    axe: () => violations(phone.page),
    end: () => context.close(),
  };
  return phone;
}

/** `DASTAK_SLOWER=300` makes each phone that late: a step of a journey that does not wait for what it promises fails. */
const SLOWER_MS = Number(process.env['DASTAK_SLOWER'] ?? 0);

/** Runs in the page, before the app does. */
function drawsAndHearsLate(ms: number): void {
  const { requestAnimationFrame: nextFrame, setTimeout: later, fetch: ask } = window;
  window.requestAnimationFrame = (draw) => nextFrame(() => later(() => nextFrame(draw), ms));
  // Preact does not wait longer than this for a frame.
  const late = (act: TimerHandler, delay = 0, ...values: unknown[]): number =>
    later(act, delay >= 20 && delay <= 100 ? delay + ms : delay, ...values);
  window.setTimeout = late as typeof window.setTimeout;
  window.fetch = (...request) =>
    ask(...request).finally(() => new Promise<void>((heard) => later(heard, ms)));
}

/** A page that draws and hears that late, with a processor a quarter as fast; once it is loaded again. */
export async function slows(page: Page, ms: number): Promise<void> {
  await page.addInitScript(drawsAndHearsLate, ms);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** A network that is off is no complaint; a broken script or a violated policy is. */
function listenForComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(text)) complaints.push(text);
  });
}
