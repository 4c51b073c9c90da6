import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../src/endpoint/server.ts';

/** `SYNC_HARNESS` names the folder where a foreign probe of the protocol lies, with what CouchDB 3.5.0 answered to it. */
const HARNESS = process.env['SYNC_HARNESS'] ?? '../shared/harness/sync';
const PROBE = join(HARNESS, 'probe.mjs');
const hasProbe = existsSync(PROBE);

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly note: string;
}
const readChecks = async (file: string): Promise<Check[]> =>
  JSON.parse(await readFile(file, 'utf8')) as Check[];

/** What the probe found at an embedded endpoint. */
async function probe(): Promise<Check[]> {
  const options = { host: '127.0.0.1', port: 0, dataFolder: '', iterations: 2 };
  const server = await startServer({ ...options, adapter: 'memory' });
  await server.endpoint.setAdmin('root', 'root-password');
  const out = join(await mkdtemp(join(tmpdir(), 'dastak-probe-')), 'checks.json');
  const words = [PROBE, `${server.url}/db`, 'root:root-password', out];
  const child = spawn(process.execPath, words, { stdio: 'ignore' });
  await new Promise((ended) => child.once('close', ended));
  await server.close();
  return readChecks(out);
}

/** What is CouchDB's decision in an answer: the status codes it begins with, errors and reasons, and how much was found. */
function essence(note: string): string[] {
  const codes = /^(\d{3}(?![\d.])[, ]?)+/.exec(note)?.[0].trim().split(/[, ]/) ?? [];
  const refusals = note.match(/"error":"[a-z_]+"(,"reason":"[^"]*")?/g) ?? [];
  const later = note.match(/\b(?:state=\w+|n=\d+( of \d+)?|[\w-]+=\d{3}\b|doc: \d{3}|same=\w+)/g) ?? [];
  return [...codes, ...refusals, ...later];
}

/** Where we decide otherwise than CouchDB, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'view query (map/reduce _count, group)': 'views are not offered: 501',
  '_local checkpoint: 404, PUT, GET, update, 409 on stale rev':
    'who names a note that is not here learns that the database is another one: 409',
  'max_document_size: 9 MB doc refused with 413 (default 8 MB)': 'the reason names the document',
};

test.skipIf(!hasProbe)(
  hasProbe
    ? 'a foreign probe finds all of the protocol but views, and CouchDB’s answers'
    : `a foreign probe of the protocol: not run, because ${HARNESS} is not there`,
  async () => {
    const [ours, couchdb] = [await probe(), await readChecks(join(HARNESS, 'answers-couchdb-3.5.0.json'))];
    expect(ours.length).toBe(couchdb.length);
    expect(ours.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([
      'view query (map/reduce _count, group)',
    ]);
    const decided = (checks: readonly Check[]) =>
      checks.filter(({ name }) => !(name in OTHERWISE)).map(({ name, note }) => [name, essence(note)]);
    expect(decided(ours)).toEqual(decided(couchdb));
  },
  60_000,
);
