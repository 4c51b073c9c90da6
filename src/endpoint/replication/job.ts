import { createHash } from 'node:crypto';
import { type Fields, isFields, isStrings } from '../couch/json.ts';
import { badRequest } from '../couch/refusal.ts';
import { readUrl } from '../http/remote.ts';
import { readSelector } from '../mango/selector.ts';

/** A database elsewhere, and how to be let in. */
export interface Peer {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** What to replicate, from where to where. */
export interface Job {
  /** The same for the same question: names the checkpoints on both sides. */
  readonly id: string;
  readonly source: Peer;
  readonly target: Peer;
  readonly createTarget: boolean;
  readonly continuous: boolean;
  readonly docIds: readonly string[] | undefined;
  readonly selector: Fields | undefined;
  readonly cancel: boolean;
}

/**
 * Reads the body of `_replicate` or a document of `_replicator`. Both sides are addresses, as CouchDB 3 wants it: then
 * the job can do exactly what its login may do.
 * @param uuid of this endpoint: two endpoints with the same job keep checkpoints of their own
 * @throws Refusal 400 in CouchDB's words
 */
export function readJob(body: Fields, uuid: string): Job {
  const source = readPeer(body['source']);
  const target = readPeer(body['target']);
  const docIds = body['doc_ids'] ?? undefined;
  if (docIds !== undefined && !isStrings(docIds)) throw badRequest('parameter `doc_ids` must be an array');
  const { selector } = body;
  if (selector !== undefined) {
    if (!isFields(selector)) throw badRequest('parameter `selector` must be a JSON object');
    readSelector(selector);
  }
  if (docIds !== undefined && selector !== undefined) {
    throw badRequest('`doc_ids`,`filter`,`selector` are mutually exclusive');
  }
  if (body['filter'] !== undefined)
    throw badRequest('Filter functions are not offered here: use `selector`.');
  const continuous = flag(body, 'continuous');
  const question = [uuid, source.url, target.url, docIds ?? null, selector ?? null, continuous];
  return {
    id: createHash('md5').update(JSON.stringify(question)).digest('hex'),
    source,
    target,
    createTarget: flag(body, 'create_target'),
    continuous,
    docIds,
    selector,
    cancel: flag(body, 'cancel'),
  };
}

function flag(body: Fields, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value !== 'boolean') throw badRequest(`parameter \`${name}\` must be a boolean`);
  return value;
}

function readPeer(value: unknown): Peer {
  if (value === undefined) throw badRequest('Missing replicator database');
  const { url, auth, headers = {} } = isFields(value) ? value : { url: value };
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:/.test(url)) {
    throw badRequest(
      typeof value === 'string' ? 'local_endpoints_not_supported' : 'endpoint has an invalid url',
    );
  }
  if (!isFields(headers)) throw badRequest('headers must be a JSON object');
  const basic = isFields(auth) && isFields(auth['basic']) ? auth['basic'] : undefined;
  const login = basic && `${String(basic['username'])}:${String(basic['password'])}`;
  const said = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { ...readAddress(url, login), headers: Object.fromEntries(said) };
}

function readAddress(text: string, login: string | undefined): Omit<Peer, 'headers'> {
  try {
    const { url, authorization } = readUrl(text, login);
    return { url, authorization };
  } catch {
    throw badRequest('endpoint has an invalid url');
  }
}
