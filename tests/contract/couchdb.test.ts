import { test } from 'vitest';
import { administrationContract } from './administrationContract.ts';
import { attachmentContract } from './attachmentContract.ts';
import { type EndpointUnderTest, endpointContract } from './endpointContract.ts';
import { feedContract } from './feedContract.ts';
import { protocolContract } from './protocolContract.ts';
import type { SiteUnderTest } from './site.ts';

/** `COUCHDB_URL=http://admin:password@host:5984 npm test` */
const given = process.env['COUCHDB_URL'];

if (given === undefined || given === '') {
  test.skip('a real CouchDB: not run, because COUCHDB_URL is not set', () => undefined);
} else {
  endpointContract('the CouchDB of COUCHDB_URL', () => realCouchdb(new URL(given)));
  const site = (): SiteUnderTest => {
    const root = new URL(given);
    const administrator = {
      name: decodeURIComponent(root.username),
      password: decodeURIComponent(root.password),
    };
    return { url: addressOf(root), administrator, close: async () => undefined };
  };
  for (const contract of [protocolContract, attachmentContract, feedContract, administrationContract]) {
    contract('the CouchDB of COUCHDB_URL', async () => site());
  }
}

const addressOf = (root: URL): string => `${root.origin}${root.pathname.replace(/\/$/, '')}`;
let made = 0;

/** A database and a member of their own for each test, gone afterwards. */
async function realCouchdb(root: URL): Promise<EndpointUnderTest> {
  const authorization = `Basic ${btoa(`${decodeURIComponent(root.username)}:${decodeURIComponent(root.password)}`)}`;
  const base = addressOf(root);
  const name = `dastak_contract_${process.pid}_${Date.now()}_${made++}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(base + path, init);
    const told = (await answer.json()) as Record<string, string>;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${told['reason']}`);
    return told;
  };
  await ask('PUT', `/${name}`);
  await ask('PUT', `/${name}/_security`, {
    admins: { roles: ['_admin'] },
    members: { roles: ['collector'] },
  });
  const login = { name, password: 'pass:wörd', roles: ['collector'] };
  const user = await ask('PUT', `/_users/org.couchdb.user:${name}`, { type: 'user', ...login });
  return {
    fetch,
    url: `${base}/${name}`,
    login,
    async close() {
      await ask('DELETE', `/${name}`);
      await ask('DELETE', `/_users/org.couchdb.user:${name}?rev=${user['rev']}`);
    },
  };
}
