import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '../../domain/canonical.ts';
import { type CouchClient, escapeId, must } from './couchClient.ts';
import { VALIDATE } from './designRules.ts';
import { Mistake } from './trouble.ts';

export interface DemoDocument {
  readonly _id: string;
  readonly body: object;
}

/** Documents in one request: about a megabyte of responses. */
const BATCH = 500;

/** Everybody of the campaign may read; who may write what is decided document by document. */
export const CAMPAIGN_SECURITY = {
  admins: { names: [], roles: ['_admin'] },
  members: { names: [], roles: ['collector', 'coordinator'] },
};

/** The same document gets the same first revision everywhere: put twice, or on two endpoints, it never conflicts. */
const firstRev = (document: DemoDocument): string =>
  `1-${createHash('sha256').update(document._id).update(canonicalJson(document.body)).digest('hex').slice(0, 32)}`;

/** Makes the database unless it is there. @returns whether it was made */
export async function ensureDatabase(client: CouchClient, name: string): Promise<boolean> {
  const path = `/${escapeId(name)}`;
  if ((await client.request('GET', path)).status === 200) return false;
  await must(client, `Making the database ${name}`, 'PUT', path);
  await must(client, `Protecting ${name}`, 'PUT', `${path}/_security`, CAMPAIGN_SECURITY);
  return true;
}

/** On an endpoint that is not ours, puts the campaign's rules where CouchDB looks for them. @returns whether it wrote */
export async function ensureRules(client: CouchClient, name: string): Promise<boolean> {
  const welcome = (await must(client, 'Asking who it is', 'GET', '/')) as { vendor?: { name?: unknown } };
  if (welcome.vendor?.name === 'Dastak') return false;
  const path = `/${escapeId(name)}/_design/dastak`;
  const held = await client.request('GET', path);
  const before = held.status === 200 ? (held.body as Record<string, unknown>) : {};
  if (before['validate_doc_update'] === VALIDATE) return false;
  await must(client, 'Writing the rules', 'PUT', path, { ...before, validate_doc_update: VALIDATE });
  return true;
}

export interface Put {
  readonly written: number;
  readonly unchanged: number;
}

/** Puts documents where they are missing and renews those that have changed; running it again changes nothing. */
export async function putDocuments(
  client: CouchClient,
  database: string,
  documents: readonly DemoDocument[],
): Promise<Put> {
  let written = 0;
  for (let start = 0; start < documents.length; start += BATCH) {
    written += await putBatch(client, `/${escapeId(database)}`, documents.slice(start, start + BATCH));
  }
  return { written, unchanged: documents.length - written };
}

async function putBatch(
  client: CouchClient,
  path: string,
  documents: readonly DemoDocument[],
): Promise<number> {
  const held = await heldDocuments(client, path, documents);
  const fresh = documents.filter((document) => !held.has(document._id));
  const renewed = documents.filter((document) => {
    const { _id, _rev, ...body } = held.get(document._id) ?? {};
    return _rev !== undefined && !isDeepStrictEqual(body, plainOf(document));
  });
  if (fresh.length > 0) {
    const docs = fresh.map((one) => ({ ...plainOf(one), _id: one._id, _rev: firstRev(one) }));
    await writeAll(client, path, { docs, new_edits: false });
  }
  if (renewed.length > 0) {
    const docs = renewed.map((one) => ({ ...plainOf(one), _id: one._id, _rev: held.get(one._id)?.['_rev'] }));
    await writeAll(client, path, { docs });
  }
  return fresh.length + renewed.length;
}

const plainOf = (document: DemoDocument): Record<string, unknown> =>
  JSON.parse(JSON.stringify(document.body)) as Record<string, unknown>;

async function heldDocuments(client: CouchClient, path: string, documents: readonly DemoDocument[]) {
  const keys = documents.map((document) => document._id);
  const answer = await must(client, 'Reading', 'POST', `${path}/_all_docs?include_docs=true`, { keys });
  const { rows } = answer as { rows: { doc?: Record<string, unknown> | null }[] };
  return new Map(rows.flatMap(({ doc }) => (doc ? [[String(doc['_id']), doc] as const] : [])));
}

/**
 * Writes several documents at once.
 * @param path of the database
 * @throws Mistake where one of them was refused: `_bulk_docs` itself answers as if all were well
 */
export async function writeAll(client: CouchClient, path: string, body: object): Promise<void> {
  const rows = (await must(client, 'Writing', 'POST', `${path}/_bulk_docs`, body)) as {
    error?: string;
    reason?: string;
    id: string;
  }[];
  const refused = rows.find((row) => row.error !== undefined);
  if (refused) throw new Mistake(`${refused.id} was refused: ${refused.reason}`);
}
