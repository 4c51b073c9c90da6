import { compileFilter, type Filter } from '../mango/facets.ts';
import { readOptionalFields } from './body.ts';
import type { DatabaseCall } from './call.ts';
import { type Fields, isStrings } from './json.ts';
import { badRequest, notImplemented } from './refusal.ts';

export type Feed = 'normal' | 'longpoll' | 'continuous' | 'eventsource';

/** Milliseconds; CouchDB's `changes_timeout`, which is also its maximum. */
export const TIMEOUT_MS_MAX = 60_000;
const HEARTBEAT_MS_MIN = 50;

export interface ChangeOptions {
  readonly feed: Feed;
  readonly since: string | undefined;
  readonly limit: number;
  readonly allLeaves: boolean;
  readonly includeDocs: boolean;
  readonly attachments: boolean;
  readonly conflicts: boolean;
  readonly descending: boolean;
  readonly seqInterval: number;
  readonly timeoutMs: number;
  /** Undefined: none; the feed ends after `timeoutMs`. */
  readonly heartbeatMs: number | undefined;
  readonly onlyIds: ReadonlySet<string> | undefined;
  readonly filter: Filter | undefined;
}

export async function readChangeOptions(call: DatabaseCall): Promise<ChangeOptions> {
  const { query, request } = call;
  const body = request.method === 'POST' ? await readOptionalFields(call) : {};
  const feed = query.text('feed') ?? 'normal';
  if (!isFeed(feed)) throw badRequest('Supported `feed` types: normal, continuous, longpoll, eventsource');
  return {
    feed,
    since: query.text('since') ?? request.headers.get('last-event-id') ?? undefined,
    // CouchDB: "Using 0 here has the same effect as 1".
    limit: Math.max(1, query.count('limit') ?? Number.MAX_SAFE_INTEGER),
    allLeaves: query.text('style') === 'all_docs',
    includeDocs: query.flag('include_docs'),
    attachments: query.flag('attachments'),
    conflicts: query.flag('conflicts'),
    descending: query.flag('descending'),
    seqInterval: Math.max(1, query.count('seq_interval') ?? 1),
    timeoutMs: Math.min(query.count('timeout') ?? TIMEOUT_MS_MAX, TIMEOUT_MS_MAX),
    heartbeatMs: readHeartbeat(),
    ...readFilter(query.text('filter'), body, query.json('doc_ids')),
  };

  function readHeartbeat(): number | undefined {
    const text = query.text('heartbeat');
    if (text === undefined || text === 'false') return undefined;
    if (text === 'true') return TIMEOUT_MS_MAX;
    return Math.max(HEARTBEAT_MS_MIN, Math.min(query.count('heartbeat') ?? 0, 10 * TIMEOUT_MS_MAX));
  }
}

const isFeed = (feed: string): feed is Feed =>
  feed === 'normal' || feed === 'longpoll' || feed === 'continuous' || feed === 'eventsource';

function readFilter(
  name: string | undefined,
  body: Fields,
  idsInQuery: unknown,
): Pick<ChangeOptions, 'onlyIds' | 'filter'> {
  if (name === undefined || name === '') return { onlyIds: undefined, filter: undefined };
  if (name === '_doc_ids') {
    const ids = body['doc_ids'] ?? idsInQuery;
    if (!isStrings(ids)) throw badRequest('`doc_ids` filter parameter is not a list of doc ids.');
    return { onlyIds: new Set(ids), filter: undefined };
  }
  if (name === '_selector') return { onlyIds: undefined, filter: compileFilter(body['selector']) };
  if (name === '_design') {
    return { onlyIds: undefined, filter: compileFilter({ _id: { $beginsWith: '_design/' } }) };
  }
  throw notImplemented(`The filter ${name.slice(0, 100)}`);
}
