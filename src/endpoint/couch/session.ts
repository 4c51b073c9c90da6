import { SESSION_SECONDS } from '../access/cookie.ts';
import { decode, readBytes } from './body.ts';
import type { Call, Handler, Methods } from './call.ts';
import { isFields, parseJson } from './json.ts';
import { badRequest } from './refusal.ts';
import { json } from './reply.ts';

/** Not for scripts, and not for requests that other sites start. */
export const sessionCookie = (call: Call, value: string, seconds = SESSION_SECONDS): string =>
  `AuthSession=${value}; Version=1; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${call.isEncrypted ? '; Secure' : ''}`;

const NEVER_STORED = { 'cache-control': 'no-store' };

/** A name and a password. Strangers send this: what takes long to read would keep everybody waiting. */
const LOGIN_BYTES_MAX = 16 * 1024;

async function readLogin(call: Call): Promise<{ name: string; password: string }> {
  const { request } = call;
  const text = decode(await readBytes(call, LOGIN_BYTES_MAX));
  const isForm = (request.headers.get('content-type') ?? '').includes('application/x-www-form-urlencoded');
  const body: unknown = isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
  const { name = undefined, username = name, password = '' } = isFields(body) ? body : {};
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw badRequest('request body must contain a username');
  }
  return { name: username, password };
}

const signIn: Handler<Call> = async (call) => {
  const { name, password } = await readLogin(call);
  const person = await call.core.people.signIn(name, password, call.address);
  const cookie = sessionCookie(call, call.core.people.makeCookie(person));
  return json({ ok: true, ...person.identity }, 200, { ...NEVER_STORED, 'set-cookie': cookie });
};

const tell: Handler<Call> = async ({ who, known }) => {
  const info = { authentication_handlers: ['cookie', 'default'] };
  const authenticated = known.by === null ? {} : { authenticated: known.by };
  return json({ ok: true, userCtx: who, info: { ...info, ...authenticated } }, 200, NEVER_STORED);
};

const signOut: Handler<Call> = async (call) =>
  json({ ok: true }, 200, { ...NEVER_STORED, 'set-cookie': sessionCookie(call, '', 0) });

export const sessionMethods: Methods<Call> = { GET: tell, POST: signIn, DELETE: signOut };
