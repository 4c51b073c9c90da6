import { resolve } from 'node:path';
import { Hono } from 'hono';
import { ITERATIONS } from './access/passwords.ts';
import { People } from './access/people.ts';
import { openSettings } from './access/settings.ts';
import { Mistake } from './cli/trouble.ts';
import type { Core } from './couch/call.ts';
import { HELD_LIMITS, Held, type HeldLimits } from './couch/held.ts';
import { couch } from './couch/index.ts';
import { appFiles } from './http/app.ts';
import type { Origins } from './http/cors.ts';
import { addHeaders } from './http/headers.ts';
import { isEncrypted, type Peer } from './http/peer.ts';
import { Replicator } from './replication/replicator.ts';
import { Databases, SYSTEM_DATABASES } from './store/databases.ts';
import type { Adapter } from './store/pouch.ts';
import { diskShelf, memoryShelf, type Shelf } from './store/shelf.ts';

/** Where CouchDB's interface begins. */
export const ROOT = '/db';

export interface EndpointOptions {
  /** Folder of the databases; not used by the memory adapter. */
  readonly dataFolder: string;
  readonly adapter?: Adapter;
  /** Folder of the built app; without one only `/db` answers. */
  readonly appFolder?: string;
  readonly version?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Of PBKDF2 for new passwords; fewer only in tests. */
  readonly iterations?: number;
  /** Whether demo logins may sign in (and then only from this machine). */
  readonly demoLogins?: boolean;
  readonly corsOrigins?: Origins;
  /** Milliseconds after which a failed replication is tried again. */
  readonly retryMs?: number;
  readonly log?: (line: string) => void;
  /** How much requests may hold in memory at one time; less only in tests. */
  readonly held?: HeldLimits;
}

/** An endpoint without a socket. `fetch` never rejects. */
export interface Endpoint {
  fetch(request: Request, peer?: Peer): Promise<Response>;
  /** Makes an administrator, or gives one a new password. */
  setAdmin(name: string, password: string): Promise<void>;
  admins(): string[];
  /** Ends every open feed, waits for running writes, closes the files. */
  close(): Promise<void>;
}

/** Lies in a data folder until all of a backup was restored to it. */
export const RESTORING = 'restoring.json';

/** LevelDB keeps other processes out; within this one PouchDB would quietly share what is open. */
const heldFolders = new Set<string>();

/** Opens a data folder (made when missing). Only one endpoint may hold it at a time. */
export async function createEndpoint(options: EndpointOptions): Promise<Endpoint> {
  if (options.adapter === 'memory') return openEndpoint(options, 'memory', memoryShelf());
  const folder = resolve(options.dataFolder);
  if (heldFolders.has(folder)) throw new Error(`${folder} is already held by this process`);
  heldFolders.add(folder);
  const release = () => heldFolders.delete(folder);
  const shelf = diskShelf(folder);
  try {
    if ((await shelf.read(RESTORING)) !== undefined) {
      throw new Mistake(
        `The data folder ${folder} is not whole: a restore into it was cut off. Remove it, and restore the backup again.`,
      );
    }
    const endpoint = await openEndpoint(options, 'leveldb', shelf);
    return { ...endpoint, close: () => endpoint.close().finally(release) };
  } catch (trouble) {
    release();
    throw trouble;
  }
}

async function openEndpoint(options: EndpointOptions, adapter: Adapter, shelf: Shelf): Promise<Endpoint> {
  const { now = Date.now, log = () => undefined, version = '0' } = options;
  const settings = await openSettings(shelf);
  const databases = new Databases(shelf, adapter, now, log);
  for (const name of SYSTEM_DATABASES) await databases.create(name);
  // Only now it is ours alone: LevelDB keeps others out of a database that is open.
  await shelf.sweep();
  const { iterations = ITERATIONS, demoLogins = true } = options;
  const people = new People({ databases, shelf, settings, now, iterations, demoLogins });
  const closing = new AbortController();
  const shared = { databases, now, log, closing: closing.signal };
  const { retryMs } = options;
  const { uuid } = settings;
  const replicator = new Replicator({ ...shared, uuid, ...(retryMs === undefined ? {} : { retryMs }) });
  const held = new Held(options.held ?? HELD_LIMITS);
  const core: Core = { ...shared, people, replicator, version, held };
  await replicator.watch();
  const site = makeSite(core, options);
  return {
    fetch: async (request, peer = {}) => site.fetch(request, { peer }),
    setAdmin: (name, password) => people.setAdmin(name, password),
    admins: () => Object.keys(people.settings.admins),
    close: async () => {
      closing.abort();
      await databases.close();
    },
  };
}

function makeSite(core: Core, options: EndpointOptions) {
  const site = new Hono<{ Bindings: { peer: Peer } }>();
  const answerCouch = couch(core, ROOT, options.corsOrigins ?? 'any');
  const answerApp = options.appFolder === undefined ? undefined : appFiles(resolve(options.appFolder));
  site.use(async (context, next) => {
    await next();
    addHeaders(context.res.headers, isEncrypted(context.req.raw, context.env.peer));
  });
  site.all(ROOT, (context) => answerCouch(context.req.raw, context.env.peer));
  site.all(`${ROOT}/*`, (context) => answerCouch(context.req.raw, context.env.peer));
  if (answerApp) site.all('*', (context) => answerApp(context.req.raw));
  site.onError((trouble, context) => {
    core.log(`The answer failed: ${trouble.name}: ${trouble.message}`);
    return context.json({ error: 'internal_server_error', reason: 'The endpoint could not answer.' }, 500);
  });
  return site;
}
