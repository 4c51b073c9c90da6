import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import { freshFolder } from './process.ts';

const script = `console.log(${JSON.stringify('dastak '.repeat(300))})`;

async function openSite() {
  const outer = await freshFolder();
  const appFolder = join(outer, 'app');
  await mkdir(join(appFolder, 'assets'), { recursive: true });
  await writeFile(join(outer, 'secret.json'), '{}');
  await writeFile(join(appFolder, 'index.html'), '<!doctype html><title>Dastak</title>');
  await writeFile(join(appFolder, 'sw.js'), script);
  await writeFile(join(appFolder, 'assets/main-abc.js'), script);
  const endpoint = await createEndpoint({ dataFolder: '', adapter: 'memory', appFolder });
  return (path: string, headers: Record<string, string> = {}, method = 'GET', isEncrypted = false) =>
    endpoint.fetch(new Request(`http://x${path}`, { headers, method }), { isEncrypted });
}

test('every page of the app is the same page, also when it is opened by its address', async () => {
  const get = await openSite();
  for (const path of ['/', '/survey/response:1', '/desk/results', '/list/phone?x=1']) {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Dastak</title>']);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  }
  expect((await get('/assets/gone.js')).status).toBe(404);
  expect((await get('/', {}, 'POST')).status).toBe(405);
});

test('every answer carries the strict policy; HTTPS is asked for only where it is', async () => {
  const get = await openSite();
  const { headers } = await get('/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  // Recordings are played from the phone's own storage.
  expect(policy).toContain("media-src 'self' blob:");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect((await get('/', {}, 'GET', true)).headers.get('strict-transport-security')).toContain('max-age=');
  expect((await get('/db/_up')).headers.get('x-content-type-options')).toBe('nosniff');
});

test('named assets are kept for ever, the service worker is asked for every time', async () => {
  const get = await openSite();
  expect((await get('/assets/main-abc.js')).headers.get('cache-control')).toContain('immutable');
  const worker = await get('/sw.js');
  expect(worker.headers.get('cache-control')).toBe('no-cache');
  const tag = worker.headers.get('etag') ?? '';
  expect((await get('/sw.js', { 'if-none-match': tag })).status).toBe(304);
});

test('sends what it can compressed, in the best way that the browser knows', async () => {
  const get = await openSite();
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
  for (const [accepted, coding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
  ] as const) {
    const answer = await get('/assets/main-abc.js', { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(coding);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(String(unpack[coding](bytes))).toBe(script);
  }
});

test('no path leads out of the app’s folder', async () => {
  const get = await openSite();
  for (const path of [
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
  ]) {
    expect((await get(path)).status).toBe(404);
  }
  expect((await get('/%00.json')).status).toBe(404);
  expect((await get('/%zz')).status).toBe(404);
});
