import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readArguments } from '../../../src/endpoint/cli/arguments.ts';
import { serve } from '../../../src/endpoint/cli/serve.ts';
import type { RunningServer } from '../../../src/endpoint/server.ts';
import { dastak } from './inProcess.ts';
import { freshFolder } from './process.ts';
import { basic } from './support.ts';

let open: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(open.map((server) => server.close()));
  open = [];
});

async function serving(...words: string[]): Promise<RunningServer & { greeting: string }> {
  let greeting = '';
  const setting = {
    appFolder: '',
    version: '1.2.3',
    say: (text: string) => (greeting += text),
    iterations: 2,
  };
  const server = await serve(readArguments(['serve', '--port', '0', ...words]).flags, setting);
  open.push(server);
  return { ...server, greeting };
}

const statusOf = async (server: RunningServer, path: string, name: string, password: string) =>
  (await fetch(`${server.url}/db${path}`, { headers: { authorization: basic(name, password) } })).status;

test('greets with address, demo logins, administrator and folder; a restart keeps the logins and hides the password', async () => {
  const folder = await freshFolder();
  const first = await serving('--data', folder);
  const logins = [...first.greeting.matchAll(/^ {2}(amina|diego|sana)\s+(\S+)\s+(collector|coordinator)$/gm)];
  expect(logins.map(([, name]) => name)).toEqual(['amina', 'diego', 'sana']);
  const admin = /Administrator\s+admin\s+(\S+)/.exec(first.greeting)?.[1] ?? '';
  expect(first.greeting).toContain(folder);
  expect(first.greeting).toContain(first.url);
  for (const [, name = '', password = ''] of logins) {
    expect(await statusOf(first, '/demo/campaign:demo', name, password)).toBe(200);
  }
  expect(await statusOf(first, '/_all_dbs', 'admin', admin)).toBe(200);
  await first.close();
  const second = await serving('--data', folder);
  for (const [line] of logins) expect(second.greeting).toContain(line);
  expect(second.greeting).not.toContain(admin);
  for (const file of ['server.json', 'demo.json', 'control.json']) {
    expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
  }
});

test('a demo campaign that a coordinator changed is still changed after a restart', async () => {
  const folder = await freshFolder();
  const words = ['--data', folder, '--admin', 'root:secret'];
  const first = await serving(...words);
  const at = (server: RunningServer) => `${server.url}/db/demo/campaign:demo`;
  const headers = { authorization: basic('root', 'secret') };
  const campaign = (await (await fetch(at(first), { headers })).json()) as { title: Record<string, string> };
  const renamed = { ...campaign, title: { en: 'Our own' } };
  const put = await fetch(at(first), { method: 'PUT', headers, body: JSON.stringify(renamed) });
  expect(put.status).toBe(201);
  await first.close();
  const second = await serving(...words);
  expect(await (await fetch(at(second), { headers })).json()).toMatchObject({ title: { en: 'Our own' } });
});

test('with --no-demo there is no demo campaign and no demo login', async () => {
  const server = await serving('--data', await freshFolder(), '--no-demo', '--admin', 'root:secret');
  expect(server.greeting).not.toContain('amina');
  expect(await statusOf(server, '/demo', 'root', 'secret')).toBe(404);
});

test('accounts can be made and changed while the server runs, and when it does not', async () => {
  const folder = await freshFolder();
  const server = await serving('--data', folder);
  const added = await dastak('user', 'add', 'lupita', '--role', 'coordinator', '--data', folder);
  const password = /Password: (\S+)/.exec(added.said)?.[1] ?? '';
  expect(await statusOf(server, '/demo', 'lupita', password)).toBe(200);
  expect((await dastak('user', 'add', 'lupita', '--data', folder)).said).toContain('has an account already');
  const changed = await dastak('user', 'password', 'lupita', '--password', 'other', '--data', folder);
  expect(changed.code).toBe(0);
  expect(await statusOf(server, '/demo', 'lupita', password)).toBe(401);
  expect(await statusOf(server, '/demo', 'lupita', 'other')).toBe(200);
  await server.close();
  open = [];
  expect((await dastak('user', 'remove', 'lupita', '--data', folder)).code).toBe(0);
  const again = await dastak('user', 'remove', 'lupita', '--data', folder);
  expect(again).toEqual({ code: 1, said: 'Nobody is called lupita here.' });
});

test('the demo campaign can be put on any endpoint, with people, rules and invented answers, and twice changes nothing', async () => {
  const server = await serving('--data', await freshFolder(), '--no-demo', '--admin', 'root:secret');
  const url = `${server.url.replace('//', '//root:secret@')}/db/vaccines-2027`;
  const first = await dastak('demo', url, '--users');
  expect(first).toMatchObject({
    code: 0,
    said: expect.stringContaining('4 documents written, 0 there already'),
  });
  const password = /amina {2}(\S+)/.exec(first.said)?.[1] ?? '';
  expect(await statusOf(server, '/vaccines-2027/campaign:demo', 'amina', password)).toBe(200);
  const second = await dastak('demo', url, '--users');
  expect(second.said).toContain('0 documents written, 4 there already');
  expect(second.said).toContain('amina has an account already');
});

test('compact names each database and its size before and after, while the server runs and when it does not', async () => {
  const folder = await freshFolder();
  const server = await serving('--data', folder, '--admin', 'root:secret');
  const all = await dastak('compact', '--data', folder);
  expect(all).toEqual({
    code: 0,
    said: expect.stringMatching(/^_replicator: [\d.]+ MB, now [\d.]+ MB\n_users: .*\ndemo: /),
  });
  await server.close();
  open = [];
  const one = await dastak('compact', 'demo', '--data', folder);
  expect(one).toEqual({ code: 0, said: expect.stringMatching(/^demo: [\d.]+ MB, now [\d.]+ MB$/) });
  expect(await dastak('compact', 'none', '--data', folder)).toEqual({
    code: 1,
    said: 'There is no database none.',
  });
});

test('a second server on the same folder or port is told so in one sentence', async () => {
  const folder = await freshFolder();
  const server = await serving('--data', folder, '--no-demo');
  const sameFolder = await dastak('serve', '--port', '0', '--data', folder);
  expect(sameFolder).toEqual({
    code: 1,
    said: expect.stringMatching(/^The data folder \S+ is in use by another Dastak\./),
  });
  const samePort = await dastak('serve', '--port', new URL(server.url).port, '--data', await freshFolder());
  expect(samePort).toEqual({ code: 1, said: expect.stringMatching(/^Port \d+ is already in use\./) });
});

test.each([
  [['srve'], 'dastak has no command "srve". See: dastak --help'],
  [['serve', '--prot', '1'], "Unknown option '--prot'. See: dastak --help"],
  [['backup', 'x', '--port', '1'], 'dastak backup does not know --port. See: dastak --help'],
  [['serve', '--port', 'x'], '--port must be a number from 0 to 65535, not "x".'],
  [['serve', '--cert', 'a.pem'], '--cert and --key go together.'],
  [['serve', '--cert', 'a.pem', '--key', 'b.pem'], 'The certificate file a.pem does not exist.'],
  [
    ['serve', '--cert', 'package.json', '--key', 'package.json'],
    'package.json and package.json are not a certificate and its key (PEM).',
  ],
  [['serve', '--admin', 'root'], '--admin needs a name and a password: --admin name:password'],
  [
    ['serve', '--cors-origin', 'app.example'],
    '--cors-origin must look like https://app.example.org, not "app.example".',
  ],
  [
    ['serve', '--port', '0', '--data', 'package.json/x'],
    expect.stringMatching(/cannot be made: part of its path is a file/),
  ],
  [['user', 'add'], 'Say one name: dastak user add NAME'],
  [['user', 'ad', 'x'], 'Say what to do: dastak user add|password|remove NAME'],
  [['user', 'add', 'x', '--role', 'boss'], '--role must be one of: collector, coordinator.'],
  [
    ['user', 'add', 'x', '--url', 'nonsense'],
    '"nonsense" is not an address. It looks like https://example.org/db/demo',
  ],
  [['demo', 'http://127.0.0.1:1/demo'], expect.stringContaining('cannot be reached')],
  [['demo', 'http://127.0.0.1:1'], expect.stringContaining('names no database')],
  [['demo', '--with-responses', 'many'], '--with-responses needs a seed number, such as 1.'],
  [['check'], 'Say one address: dastak check https://example.org/db/demo --login name:password'],
  [['check', 'http://127.0.0.1:1'], expect.stringContaining('names no database')],
  [['restore', 'nothing.jsonl'], expect.stringContaining('nothing.jsonl does not exist.')],
  [['backup', 'x', '--data', 'nowhere'], expect.stringContaining('nowhere does not exist.')],
])('dastak %j: one clear sentence and no stack trace', async (words, said) => {
  expect(await dastak(...words)).toEqual({ code: 1, said });
});
