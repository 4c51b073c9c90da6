import { expect, test } from 'vitest';
import type { Rev } from '../../../src/domain/ids.ts';
import { couchdb } from '../../../src/sync/couchdb.ts';
import type { Endpoint, RevisionName } from '../../../src/sync/endpoint.ts';
import golden from '../../golden/couchdb-3.5-answers.json' with { type: 'json' };
import { testWorld } from '../../support/world.ts';

/** An endpoint that has only this one answer. */
function answering(recorded: {
  status?: number;
  body?: unknown;
  html?: string;
  json?: string;
  headers?: Record<string, string>;
}): Endpoint {
  const { status = 200, body, html, json, headers } = recorded;
  const type = html === undefined ? 'application/json' : 'text/html';
  const text = html ?? json ?? JSON.stringify(body);
  const fetch = async () => new Response(text, { status, headers: { 'content-type': type, ...headers } });
  const login = { name: 'amina', password: 'x' };
  const rest = { gzip: undefined, learn: async () => undefined };
  return couchdb({ url: 'https://couch.example/demo', ...login, ...rest, world: testWorld(fetch) });
}

const names = (pairs: string[][]): RevisionName[] => pairs.map(([id = '', rev]) => ({ id, rev: rev as Rev }));

for (const trouble of golden.troubles) {
  test(`understands ${trouble.name}`, async () => {
    const isDatabase = trouble.why === 'no-database' || trouble.status === 200;
    const endpoint = answering(trouble as Parameters<typeof answering>[0]);
    const outcome = await (isDatabase ? endpoint.describe() : endpoint.changes({ since: null, limit: 1 }));
    const { why, status } = trouble;
    expect(outcome).toMatchObject({ ok: false, why, ...(status !== 200 && { status }) });
    if ('retryAfterMs' in trouble) expect(outcome).toMatchObject({ retryAfterMs: trouble.retryAfterMs });
  });
}

for (const { name, body, instance } of golden.databases) {
  test(`reads what ${name} says of its database`, async () => {
    const expected = instance === undefined ? {} : { instance };
    expect(await answering({ body }).describe()).toEqual({ ok: true, value: expected });
  });
}

for (const { name, body, expected } of golden.changes) {
  test(`reads the changes of ${name}`, async () => {
    const outcome = await answering({ body }).changes({ since: null, limit: 2 });
    expect(outcome).toEqual({ ok: true, value: { ...expected, isCut: false } });
  });
}

for (const { name, body, wanted, expected } of golden.bulkGet) {
  test(`reads revisions from ${name}`, async () => {
    expect(await answering({ body }).read(names(wanted))).toEqual({ ok: true, value: expected });
  });
}

for (const { name, body, expected } of golden.bulkDocs) {
  test(`reads the outcome of a write: ${name}`, async () => {
    const outcome = await answering({ status: 201, body }).write([]);
    expect(outcome).toEqual({ ok: true, value: { refused: expected } });
  });
}

for (const { name, body, asked, expected } of golden.revsDiff) {
  test(`reads what is missing: ${name}`, async () => {
    expect(await answering({ body }).missing(names(asked))).toEqual({ ok: true, value: expected });
  });
}
