import { ok, type Result, trouble } from '../domain/result.ts';
import { z } from '../domain/zod.ts';
import { databaseUrl } from '../storage/index.ts';
import { DatabaseAnswer } from './answers.ts';
import type { EndpointTrouble } from './endpoint.ts';
import type { Wire } from './http.ts';
import { askJson, renewCookie } from './request.ts';
import type { World } from './world.ts';

const SessionAnswer = z.object({
  userCtx: z.object({ name: z.nullable(z.string()), roles: z.array(z.string()) }),
});

export type SignInWhy =
  | 'url-invalid'
  | 'unreachable'
  | 'not-couchdb'
  | 'wrong-password'
  | 'locked-out'
  | 'not-allowed'
  | 'no-database'
  | 'server-trouble';

export interface SignIn {
  /** The campaign database's URL, as typed. */
  readonly url: string;
  readonly name: string;
  readonly password: string;
  readonly fetch: World['fetch'];
  /** Absent: a request is waited for as long as the browser does, and nobody else is at work here. */
  readonly world?: Pick<World, 'now' | 'sleep' | 'locks'>;
}

export interface SignedIn {
  readonly name: string;
  /** Without credentials, query or a slash at its end. */
  readonly url: string;
  readonly roles: string[];
}

/**
 * Whether these words open that database. The person is asked for first and once: CouchDB locks a name out for minutes
 * after five wrong passwords, and each request with one counts.
 */
export async function checkSignIn(signIn: SignIn): Promise<Result<SignedIn, SignInWhy>> {
  const url = databaseUrl(signIn.url);
  if (url === undefined) return trouble('url-invalid');
  const who = await whoAmI(signIn, url);
  if (!who.ok) return who;
  const database = await askJson(wireTo(signIn, url), { path: '' });
  if (!database.ok) return trouble(signInWhy(database, 'no-database'), database.words);
  if (!z.safeParse(DatabaseAnswer, database.value).success) return trouble('not-couchdb');
  return ok({ name: who.value.name, url, roles: who.value.roles });
}

async function whoAmI(
  signIn: SignIn,
  url: string,
): Promise<Result<{ name: string; roles: string[] }, SignInWhy>> {
  const root = url.slice(0, url.lastIndexOf('/'));
  const session = await askJson(wireTo(signIn, root), { path: '/_session' });
  const nobody = { name: signIn.name, roles: [] };
  if (!session.ok) {
    // Not every endpoint has `_session`; the database itself then decides.
    const isAbsent =
      session.why === 'not-found' || session.why === 'no-database' || session.why === 'not-supported';
    return isAbsent ? ok(nobody) : trouble(signInWhy(session, 'not-couchdb'), session.words);
  }
  const parsed = z.safeParse(SessionAnswer, session.value);
  if (!parsed.success) return trouble('not-couchdb');
  const { name, roles } = parsed.data.userCtx;
  if (name !== null) return ok({ name, roles });
  // Name and password were not even looked at: some endpoints know them only as a way to a cookie.
  const owner = await renewCookie(wireTo(signIn, url));
  return owner.ok ? owner : ok(nobody);
}

function signInWhy({ why }: EndpointTrouble, ifMissing: SignInWhy): SignInWhy {
  switch (why) {
    case 'not-found':
      return ifMissing;
    case 'too-many':
      return 'server-trouble';
    case 'too-large':
    case 'refused':
    case 'not-supported':
      return 'not-couchdb';
    default:
      return why;
  }
}

/** A browser's own limit is some minutes; nobody waits so long, but a fixed one would need a clock here. */
const FOR_EVER = new Promise<void>(() => undefined);

const NO_LOCKS: World['locks'] = { request: (_name, work) => work() };

const wireTo = ({ name, password, fetch, world }: SignIn, url: string): Wire => ({
  url,
  name,
  password,
  world: { now: () => 0, sleep: () => FOR_EVER, locks: NO_LOCKS, ...world, fetch },
  gzip: 'refused',
  learn: () => Promise.resolve(),
});
