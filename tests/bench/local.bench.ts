import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalBench, Which } from './localPage.ts';

/**
 * What our storage costs beside Dexie used plainly, in a real Chromium on a real disk; ratios of one run, since the
 * machine's load moves both: `npm run bench -- tests/bench/local.bench.ts`. BENCH_ROWS=5000 fills less.
 */
const ROWS = Number(process.env['BENCH_ROWS'] ?? 50_000);
const RUNS = 5;
const SAVES_A_RUN = 300;
/** By turns, so that what else the machine does meets both. */
const TURNS_A_RUN = 10;
const LISTS_A_TURN = 8;
const PAGE_ROWS = 1000;
const LISTED = 50;

declare const bench: LocalBench;

const profile = mkdtempSync(join(tmpdir(), 'dastak-bench-'));
let context: BrowserContext;
const servers: Server[] = [];
let script: string;

beforeAll(async () => {
  const input = new URL('localPage.ts', import.meta.url).pathname;
  const options = { write: false, minify: true, target: 'chrome111', rolldownOptions: { input } };
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    build: options,
  })) as Rollup.RollupOutput;
  script = output[0].code;
  const executablePath = process.env['DASTAK_BROWSER'] ?? '/usr/bin/chromium';
  // A context of its own would keep its databases in memory.
  context = await chromium.launchPersistentContext(profile, { executablePath, args: ['--no-sandbox'] });
}, 120_000);

afterAll(async () => {
  await context?.close();
  for (const server of servers) server.close();
  rmSync(profile, { recursive: true, force: true });
});

/** A page of an origin, and so of a disk folder, of its own. */
async function openPage(): Promise<{ page: Page; port: number }> {
  const server = createServer((request, answer) => {
    const isScript = request.url === '/bench.js';
    answer.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    answer.end(isScript ? script : '<!doctype html><script type="module" src="/bench.js"></script>');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/?collectors=${ROWS / LISTED}`);
  await page.waitForFunction(() => 'bench' in globalThis);
  return { page, port };
}

const at = (share: number, times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(share * times.length)] ?? 0;
const told = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(', ');

test('a durable save, revision and outbox in one strict transaction', async () => {
  const { page } = await openPage();
  await page.evaluate(() => bench.saves(0, 50));
  const ratios: number[] = [];
  const ours: number[] = [];
  for (let run = 1; run <= RUNS; run++) {
    const times = await page.evaluate(([from, count]) => bench.saves(from, count), [
      run * 10_000,
      SAVES_A_RUN,
    ] as const);
    ours.push(at(0.95, times.ours));
    ratios.push(at(0.95, times.ours) / at(0.95, times.raw));
    console.log(
      `p50 ${told([at(0.5, times.ours), at(0.5, times.raw)])} ms, p95 ${told([at(0.95, times.ours), at(0.95, times.raw)])} ms`,
    );
  }
  console.log(
    `durable save: p95 ${told(ours)} ms; ÷ plain Dexie ${told(ratios)}, median ${told([at(0.5, ratios)])}`,
  );
  expect(ratios).toHaveLength(RUNS);
});

test(`a list of 50 of ${ROWS} documents by index, and what they take on the disk`, async () => {
  const pages = { ours: await openPage(), raw: await openPage() };
  for (let from = 0; from < ROWS; from += PAGE_ROWS) {
    for (const which of ['ours', 'raw'] as const) await fill(pages[which].page, which, from);
  }
  const ratios: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const times: Record<Which, number[]> = { ours: [], raw: [] };
    for (let turn = 0; turn < TURNS_A_RUN; turn++) {
      for (const which of ['ours', 'raw'] as const) {
        const from = (run * TURNS_A_RUN + turn) * LISTS_A_TURN;
        const listed = await lists(pages[which].page, which, from);
        expect(listed.rows).toBe(LISTED);
        times[which].push(...listed.times);
      }
    }
    // The first run warms both up.
    if (run > 0) ratios.push(at(0.5, times.ours) / at(0.5, times.raw));
    console.log(`list: p50 ${told([at(0.5, times.ours), at(0.5, times.raw)])} ms`);
  }
  console.log(`list ÷ plain Dexie ${told(ratios)}, median ${told([at(0.5, ratios)])}`);
  await context.close();
  const [ours, raw] = [diskBytes(pages.ours.port), diskBytes(pages.raw.port)];
  console.log(`disk: ${ours} B, plain ${raw} B, ÷ ${(ours / raw).toFixed(3)}`);
});

const fill = (page: Page, which: Which, from: number): Promise<void> =>
  page.evaluate(([kind, start, count]) => bench.fill(kind, start, count), [which, from, PAGE_ROWS] as const);

const lists = (page: Page, which: Which, from: number): ReturnType<LocalBench['lists']> =>
  page.evaluate(([kind, start, count]) => bench.lists(kind, start, count), [
    which,
    from,
    LISTS_A_TURN,
  ] as const);

/** Of the IndexedDB folders of one origin. */
function diskBytes(port: number): number {
  const folder = join(profile, 'Default', 'IndexedDB');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes(`_${port}.`))
    .reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
}

function sizeOf(path: string): number {
  const { size } = statSync(path);
  return statSync(path).isDirectory() ? 0 : size;
}
