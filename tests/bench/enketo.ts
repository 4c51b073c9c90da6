import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { closed } from '../support/servers.ts';
import { slowed } from './paint.ts';

/**
 * Enketo beside us, in the same browser and the same run: a built page that shows an XForm with enketo-core and tells
 * of itself as `window.bench` (see `docs/benchmarks.md` for how to make one). Without it Enketo's columns stay empty.
 */
const HARNESS = process.env['FORMS_HARNESS'] ?? '../shared/harness/forms';
const PAGE = 'dist/enketo/index.html';

/** What the page offers: `mount` is over when the last question of the long form is on the screen. */
interface EnketoBench {
  mount(xform: string, blocks: number): Promise<{ ok: boolean; painted: number }>;
  local(blocks: number, turn: number): Promise<{ ok: boolean; dom: number; paint: number }>;
  fan(blocks: number): Promise<{ ok: boolean; dom: number; paint: number }>;
  adapter: { mount(xform: string, root: HTMLElement | null): Promise<void> };
}

export interface Enketo {
  /** A page with its scripts ready, slowed so many times. */
  page(browser: Browser, times: number): Promise<{ page: Page; session: CDPSession }>;
  end(): Promise<void>;
}

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Undefined where nobody has built it. */
export async function startEnketo(): Promise<Enketo | undefined> {
  if (!existsSync(join(HARNESS, PAGE))) return undefined;
  const server = createServer((request, response) => {
    const file = join(HARNESS, new URL(request.url ?? '/', 'http://x').pathname);
    if (!existsSync(file)) return void response.writeHead(404).end();
    const type = MIME[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' });
    response.end(gzipSync(readFileSync(file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    async page(browser, times) {
      const page = await browser.newPage({ viewport: { width: 412, height: 915 } });
      const session = await slowed(page, times);
      await page.goto(`http://127.0.0.1:${port}/${PAGE}`);
      await page.evaluate(async () => {
        while (!('bench' in window)) await new Promise((resolve) => setTimeout(resolve, 20));
      });
      return { page, session };
    },
    end: () => closed(server),
  };
}

/** Shows the long form; milliseconds until its last question is drawn. */
export async function mounts(page: Page, xform: string, blocks: number): Promise<number> {
  const shown = await page.evaluate(
    ([xform, blocks]) => (window as unknown as { bench: EnketoBench }).bench.mount(xform, blocks),
    [xform, blocks] as const,
  );
  if (!shown.ok) throw new Error('Enketo never showed the long form');
  return shown.painted;
}

/** Shows any form; milliseconds until the last change on the page before a pause of two and a half seconds. */
export const mountsAny = (page: Page, xform: string): Promise<number> =>
  page.evaluate(async (xform) => {
    const begun = performance.now();
    let last = begun;
    const observer = new MutationObserver(() => {
      last = performance.now();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    const { bench } = window as unknown as { bench: EnketoBench };
    await bench.adapter.mount(xform, document.getElementById('app'));
    while (performance.now() - last < 2500) await new Promise((resolve) => setTimeout(resolve, 100));
    return last - begun;
  }, xform);

/** One number that shows the next question and changes two sums (`local`), or one choice that flips fifty (`fan`). */
export async function answersEnketo(
  page: Page,
  which: 'local' | 'fan',
  blocks: number,
  turn: number,
): Promise<{ dom: number; paint: number }> {
  const done = await page.evaluate(
    ([which, blocks, turn]) => (window as unknown as { bench: EnketoBench }).bench[which](blocks, turn),
    [which, blocks, turn] as const,
  );
  if (!done.ok) throw new Error(`Enketo never came to the end of ${which}`);
  return done;
}
