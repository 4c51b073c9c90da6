import { winner } from '../../src/domain/revisions.ts';
import { FakeDatabase, toldDocument } from './fakeDatabase.ts';

/** A CouchDB 3.5 as a `fetch` function, with trouble on demand. Answers are worded like CouchDB's own. */

export type Fault =
  /** The request never arrives. */
  | { kind: 'lose-request' }
  /** It has its effect, and nobody hears of it. */
  | { kind: 'lose-answer' }
  /** The answer breaks off in the middle. */
  | { kind: 'cut-answer' }
  /** A captive portal answers. */
  | { kind: 'portal' }
  /** Answered before the database sees it. */
  | { kind: 'answer'; status: number; body?: unknown; headers?: Record<string, string> }
  /** Something happens at the endpoint just before. */
  | { kind: 'then'; act: () => void };

export interface FakeEndpoint {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly url: string;
  readonly requests: { method: string; path: string; bytes: number; isGzip: boolean }[];
  database(): FakeDatabase;
  /** The next request whose method and path match meets this. */
  fail(path: RegExp, fault: Fault, times?: number): void;
  /** Ends an open longpoll, as its timeout does; undefined: none is open. */
  quiet: (() => void) | undefined;
  /** Asked at each request that no `fail` matches. */
  chance: ((method: string, path: string) => Fault | undefined) | undefined;
  addUser(name: string, password: string, roles: string[]): void;
  /** The database is deleted and made again. */
  recreate(): void;
  /** `restore` brings back what it was at `backup`, and what was said since is forgotten. */
  backup(): () => void;
  /** `noteRevs`: it looks at the revision that a note replaces, as PouchDB-based endpoints do and CouchDB does not. */
  abilities: { gzip: boolean; selector: boolean; gzipCors: boolean; noteRevs: boolean };
}

const ROOT = 'https://couch.example/prefix';
const NAME = 'demo';
/** CouchDB counts wrong passwords of the last five minutes. */
const LOCKOUT_MS = 5 * 60_000;
const BELOW = new URL(ROOT).pathname.length + 1;
type Json = Record<string, unknown>;

interface FakeClock {
  readonly now?: () => number;
  /** Absent: an open longpoll ends only when something changes, or by `quiet`. */
  readonly after?: (ms: number, run: () => void) => void;
}

export function fakeEndpoint({
  now = () => Date.parse('2026-03-01T04:00:00Z'),
  after,
}: FakeClock = {}): FakeEndpoint {
  let instances = 1;
  let database: FakeDatabase | undefined = new FakeDatabase('1795314107');
  const users = new Map<string, { password: string; roles: string[]; failedAtMs: number[] }>();
  const planned: { path: RegExp; fault: Fault; left: number }[] = [];

  const endpoint: FakeEndpoint = {
    url: `${ROOT}/${NAME}`,
    requests: [],
    chance: undefined,
    quiet: undefined,
    abilities: { gzip: true, selector: true, gzipCors: true, noteRevs: false },
    database: () => {
      if (database === undefined) throw new Error('no database');
      return database;
    },
    fail: (path, fault, times = 1) => planned.push({ path, fault, left: times }),
    addUser: (name, password, roles) => users.set(name, { password, roles, failedAtMs: [] }),
    recreate: () => {
      database = new FakeDatabase(String(1795314107 + instances++));
    },
    backup: () => {
      const { waitingForChange: _waiting, ...kept } = structuredClone({
        ...endpoint.database(),
        rule: undefined,
        waitingForChange: undefined,
      });
      return () => {
        const { rule, instance } = endpoint.database();
        database = Object.assign(new FakeDatabase(instance), structuredClone(kept), { rule });
      };
    },
    fetch: async (url, init = {}) => {
      const method = init.method ?? 'GET';
      const headers = new Headers(init.headers);
      const isGzip = headers.get('content-encoding') === 'gzip';
      const sent =
        init.body === undefined || init.body === null ? undefined : (init.body as Uint8Array<ArrayBuffer>);
      const path = decodeURIComponent(url.replace(ROOT, ''));
      endpoint.requests.push({ method, path, bytes: sent?.length ?? 0, isGzip });
      if (isGzip && !endpoint.abilities.gzipCors) throw new TypeError('Failed to fetch');
      const fault = nextFault(`${method} ${path}`) ?? endpoint.chance?.(method, path);
      if (fault?.kind === 'then') fault.act();
      if (fault?.kind === 'lose-request') throw new TypeError('Failed to fetch');
      if (fault?.kind === 'portal') return portal();
      if (fault?.kind === 'answer') return answered(fault.status, fault.body ?? {}, fault.headers);
      const answer = await Promise.race([respond(method, url, headers, sent, isGzip), abortOf(init)]);
      if (fault?.kind === 'lose-answer') throw new TypeError('Failed to fetch');
      if (fault?.kind === 'cut-answer') return cut(answer);
      return answer;
    },
  };

  function nextFault(request: string): Fault | undefined {
    const plan = planned.find(({ path, left }) => left > 0 && path.test(request));
    if (plan === undefined) return undefined;
    plan.left -= 1;
    return plan.fault;
  }

  const answered = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', date: new Date(now()).toUTCString(), ...headers },
    });
  const refused = (status: number, error: string, reason: string): Response =>
    answered(status, { error, reason });

  async function respond(
    method: string,
    url: string,
    headers: Headers,
    sent: Uint8Array<ArrayBuffer> | undefined,
    isGzip: boolean,
  ): Promise<Response> {
    const person = personOf(headers);
    if (person instanceof Response) return person;
    const { pathname, searchParams } = new URL(url);
    const rest = pathname.slice(BELOW).split('/').map(decodeURIComponent);
    if (rest[0] === '_session') {
      return answered(200, { ok: true, userCtx: { name: person.name, roles: person.roles } });
    }
    if (rest[0] !== NAME || database === undefined)
      return refused(404, 'not_found', 'Database does not exist.');
    if (person.name === null)
      return refused(401, 'unauthorized', 'You are not authorized to access this db.');
    if (person.roles.length === 0) return refused(403, 'forbidden', 'You are not allowed to access this db.');
    const body = await bodyOf(sent, isGzip);
    if (body instanceof Response) return body;
    return route(database, method, rest.slice(1), searchParams, body, person.name);
  }

  /** Five wrong passwords lock a name out, even for the right one. */
  function personOf(headers: Headers): { name: string | null; roles: string[] } | Response {
    const basic = /^Basic (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
    if (basic === undefined) return { name: null, roles: [] };
    const [name = '', password] = inWords(basic);
    const user = users.get(name);
    const failed = user?.failedAtMs.filter((atMs) => now() - atMs < LOCKOUT_MS) ?? [];
    if (failed.length >= 5) {
      return refused(
        403,
        'forbidden',
        'Account is temporarily locked due to multiple authentication failures',
      );
    }
    if (user?.password === password && user !== undefined) return { name, roles: user.roles };
    if (user !== undefined) user.failedAtMs = [...failed, now()];
    return refused(401, 'unauthorized', 'Name or password is incorrect.');
  }

  async function bodyOf(
    sent: Uint8Array<ArrayBuffer> | undefined,
    isGzip: boolean,
  ): Promise<Json | Response> {
    if (sent === undefined) return {};
    if (isGzip && !endpoint.abilities.gzip) {
      return refused(415, 'bad_ctype', 'gzip is not a supported content encoding.');
    }
    const plain = isGzip ? new Blob([sent]).stream().pipeThrough(new DecompressionStream('gzip')) : sent;
    return JSON.parse(await new Response(plain).text()) as Json;
  }

  function route(
    db: FakeDatabase,
    method: string,
    [verb = '', name = '']: string[],
    query: URLSearchParams,
    body: Json,
    person: string,
  ): Response | Promise<Response> {
    switch (verb) {
      case '':
        return answered(200, {
          db_name: NAME,
          instance_start_time: db.instance,
          update_seq: db.lastSeq(),
          doc_count: db.documents.size,
        });
      case '_security':
        return answered(200, db.security);
      case '_all_docs':
        return answered(200, { rows: designRows(db) });
      case '_local':
        return note(db, method, name, body);
      case '_changes':
        return query.get('feed') === 'longpoll'
          ? longpoll(db, method, query, body)
          : changes(db, method, query, body);
      case '_bulk_get':
        return answered(200, { results: (body['docs'] as Wanted[]).map((wanted) => told(db, wanted)) });
      case '_revs_diff':
        return answered(200, revsDiff(db, body as Record<string, string[]>));
      case '_bulk_docs': {
        const outcome = db.write(body['docs'] as Json[], person);
        return Array.isArray(outcome)
          ? answered(201, outcome)
          : refused(outcome.status, outcome.error, outcome.reason);
      }
      default:
        return document(db, verb, name, query);
    }
  }

  function note(db: FakeDatabase, method: string, name: string, body: Json): Response {
    const kept = db.notes.get(name);
    if (method === 'GET') return kept ? answered(200, kept) : refused(404, 'not_found', 'missing');
    if (endpoint.abilities.noteRevs && body['_rev'] !== kept?.['_rev']) {
      return refused(409, 'conflict', 'Document update conflict.');
    }
    const rev = `0-${Number(String(kept?.['_rev'] ?? '0-0').slice(2)) + 1}`;
    db.notes.set(name, { ...body, _id: `_local/${name}`, _rev: rev });
    return answered(201, { ok: true, id: `_local/${name}`, rev });
  }

  function changes(db: FakeDatabase, method: string, query: URLSearchParams, body: Json): Response {
    const since = db.seqOf(query.get('since') ?? '0');
    if (since === undefined) {
      return refused(400, 'bad_request', "Malformed sequence supplied in 'since' parameter.");
    }
    const isFiltered = query.get('filter') === '_selector';
    if (isFiltered && (!endpoint.abilities.selector || method !== 'POST')) {
      return refused(404, 'not_found', 'missing');
    }
    const admits = (document: Json): boolean => !isFiltered || matches(document, body['selector'] as Json);
    const page = db.changesSince(since, Number(query.get('limit') ?? 1e9), admits);
    const interval = Number(query.get('seq_interval') ?? 1);
    const results = page.results.map((row, index) => ({
      ...row,
      seq: (index + 1) % interval === 0 ? row.seq : null,
      ...(query.get('include_docs') === 'true' && { doc: plainWinner(db, row.id) }),
    }));
    return answered(200, { ...page, results });
  }

  /** Answers when there is something to tell; its time is up when `quiet` is called. */
  async function longpoll(
    db: FakeDatabase,
    method: string,
    query: URLSearchParams,
    body: Json,
  ): Promise<Response> {
    for (let isOver = false; ; ) {
      const answer = changes(db, method, query, body);
      const page = (await answer.clone().json()) as { results?: unknown[] };
      if (isOver || page.results?.length !== 0) return answer;
      isOver = await new Promise<boolean>((resolve) => {
        endpoint.quiet = () => resolve(true);
        db.waitingForChange.add(() => resolve(false));
        after?.(Number(query.get('timeout')), () => resolve(true));
      });
    }
  }

  const document = (db: FakeDatabase, id: string, attachment: string, query: URLSearchParams): Response => {
    const leaves = db.leaves(id);
    const rev = query.get('rev');
    const leaf =
      rev === null ? leaves.length > 0 && winner(leaves) : leaves.find((other) => other.rev === rev);
    if (!leaf || (leaf.deleted && rev === null))
      return refused(404, 'not_found', leaf ? 'deleted' : 'missing');
    if (attachment === '') return answered(200, toldDocument(id, leaf));
    const stub = (leaf.body['_attachments'] as Record<string, Json> | undefined)?.[attachment];
    const bytes = stub && db.attachments.get(String(stub['digest']));
    if (!bytes) return refused(404, 'not_found', 'Document is missing attachment');
    return new Response(bytes, { headers: { 'content-type': String(stub['content_type']) } });
  };

  return endpoint;
}

/** Rejects as fetch does when the caller gives up. */
const abortOf = ({ signal }: RequestInit): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });

interface Wanted {
  id: string;
  rev: string;
}

function told(db: FakeDatabase, { id, rev }: Wanted): Json {
  const leaf = db.leaves(id).find((other) => other.rev === rev);
  const row = leaf
    ? { ok: toldDocument(id, leaf) }
    : { error: { id, rev, error: 'not_found', reason: 'missing' } };
  return { id, docs: [row] };
}

/** The only range that is asked for. */
const designRows = (db: FakeDatabase): Json[] =>
  [...db.documents]
    .filter(([id]) => id.startsWith('_design/'))
    .map(([id, { leaves }]) => ({ id, key: id, value: { rev: winner(leaves).rev } }));

/** What `include_docs` tells: the winner, without its history. */
function plainWinner(db: FakeDatabase, id: string): Json {
  const { _revisions, ...document } = toldDocument(id, winner(db.leaves(id)));
  return document;
}

function revsDiff(db: FakeDatabase, asked: Record<string, string[]>): Json {
  const rows = Object.entries(asked).flatMap(([id, revs]) => {
    const known = new Set(db.leaves(id).flatMap(({ rev, ancestors }): string[] => [rev, ...ancestors]));
    const missing = revs.filter((rev) => !known.has(rev));
    return missing.length === 0 ? [] : [[id, { missing }]];
  });
  return Object.fromEntries(rows);
}

/** As much of Mango as a collector's selection uses. */
function matches(document: Json, selector: Json): boolean {
  return Object.entries(selector).every(([key, wanted]) => {
    if (key === '$or') return (wanted as Json[]).some((one) => matches(document, one));
    if (typeof wanted === 'object' && wanted !== null) {
      return ((wanted as { $in: unknown[] }).$in ?? []).includes(document[key]);
    }
    return document[key] === wanted;
  });
}

const known = new Map<string, readonly string[]>();

/** Name and password; each request brings the same ones. */
function inWords(basic: string): readonly string[] {
  const words =
    known.get(basic) ??
    new TextDecoder().decode(Uint8Array.from(atob(basic), (char) => char.charCodeAt(0))).split(/:(.*)/s);
  known.set(basic, words);
  return words;
}

const portal = (): Response =>
  new Response('<!doctype html><title>Hotel Wi-Fi</title>', {
    status: 200,
    headers: { 'content-type': 'text/html' },
  });

/** The first half arrives, then the connection breaks. */
async function cut(answer: Response): Promise<Response> {
  const { byteLength } = await answer.clone().arrayBuffer();
  return cutAt(Math.floor(byteLength / 2), answer);
}

/** A longer answer than this breaks off there. */
export async function cutAt(bytes: number, answer: Response): Promise<Response> {
  const whole = new Uint8Array(await answer.arrayBuffer());
  const { status, headers } = answer;
  return new Response(whole.length > bytes ? brokenAfter(whole.slice(0, bytes)) : whole, { status, headers });
}

/** These bytes, then a broken connection, as fetch tells it. */
export function brokenAfter(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const parts = bytes.length > 0 ? [bytes] : [];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.pop();
      if (part === undefined) controller.error(new TypeError('network error'));
      else controller.enqueue(part);
    },
  });
}
