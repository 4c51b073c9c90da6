import { beforeEach, expect, test } from 'vitest';
import { checkSignIn } from '../../../src/sync/index.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { PASSWORD, person } from '../../support/syncingPerson.ts';

/** A CouchDB whose `authentication_handlers` leave out Basic, behind a browser that keeps one cookie. */
let couch: FakeEndpoint;
let cookie: string | undefined;
let signIns: string[];

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
  cookie = undefined;
  signIns = [];
});

const cookieOnly = async (url: string, init: RequestInit = {}): Promise<Response> => {
  const headers = new Headers(init.headers);
  headers.delete('authorization');
  if (url.endsWith('/_session') && init.method === 'POST') {
    const { name, password } = JSON.parse(await new Response(init.body).text());
    signIns.push(name);
    if (password !== PASSWORD) return Response.json({ error: 'unauthorized' }, { status: 401 });
    cookie = btoa(`${name}:${password}`);
    return Response.json({ ok: true, name, roles: ['collector'] });
  }
  if (init.credentials === 'include' && cookie) headers.set('authorization', `Basic ${cookie}`);
  return couch.fetch(url, { ...init, headers });
};

const amina = (password = PASSWORD) => person({ name: 'amina', fetch: cookieOnly, url: couch.url, password });

test('where only cookies sign in, one sign-in serves a session, and the next begins with its own', async () => {
  const phone = amina();
  await phone.saves('one');
  expect((await phone.syncs()).trouble).toBeNull();
  expect(signIns).toEqual(['amina']);
  // Somebody else signed in meanwhile with the same browser.
  cookie = btoa('diego:his');
  await phone.saves('two');
  expect((await phone.syncs()).trouble).toBeNull();
  expect(signIns).toEqual(['amina', 'amina']);
  expect(couch.database().leaves('response:two')).toHaveLength(1);
});

test('two people side by side in one browser never send in each other’s name', async () => {
  couch.addUser('diego', PASSWORD, ['collector']);
  const phone = amina();
  await phone.syncs();
  const { world } = phone;
  const another = (db: string) =>
    person({ name: 'diego', fetch: cookieOnly, url: couch.url.replace('demo', db), world });
  const [diego, elsewhere] = [another('demo'), another('another')];
  await phone.saves('one');
  await phone.reports('corner', new ArrayBuffer(10));
  const senders: string[] = [];
  world.fetch = async (url, init = {}) => {
    if (url.endsWith('_bulk_docs')) senders.push(atob(cookie ?? '').replace(/:.*/, ''));
    return cookieOnly(url, init);
  };
  // Just before each body goes, he looks at a photo, works in another database of that endpoint, and signs in anew.
  const meanwhile: Promise<unknown>[] = [];
  const signIn = { url: couch.url, name: 'diego', password: PASSWORD, fetch: cookieOnly, world };
  const comes = (): void => {
    meanwhile.push(diego.session.fetchMedia('media:none'), elsewhere.syncs(), checkSignIn(signIn));
  };
  couch.fail(/_changes|_revs_diff|_bulk_docs/, { kind: 'then', act: comes }, 3);
  await phone.syncs();
  await Promise.all(meanwhile);
  expect(signIns).toContain('diego');
  expect(senders).toEqual(['amina', 'amina']);
  expect(await phone.waiting()).toEqual([]);
});

test('a cookie that runs out in the middle is renewed, and nothing waits for it', async () => {
  const phone = amina();
  await phone.saves('one');
  couch.fail(/_changes/, { kind: 'then', act: () => (cookie = undefined) });
  await phone.syncs();
  await phone.reports('corner', new ArrayBuffer(10));
  couch.fail(/_revs_diff/, {
    kind: 'answer',
    status: 401,
    body: { error: 'unauthorized', reason: 'expired' },
  });
  expect((await phone.syncs()).trouble).toBeNull();
  expect(await phone.waiting()).toEqual([]);
});

test('a wrong password is tried once with either way of signing in', async () => {
  const phone = amina('wrong');
  expect((await phone.syncs()).trouble?.why).toBe('wrong-password');
  expect(signIns).toEqual(['amina']);
  const basic = person({ name: 'amina', fetch: couch.fetch, url: couch.url, password: 'wrong' });
  const asked = couch.requests.length;
  await basic.syncs();
  expect(couch.requests.length - asked).toBe(1);
});

const REFUSALS: readonly [string, () => Response][] = [
  ['too-many', () => Response.json({ error: 'x' }, { status: 429, headers: { 'retry-after': '60' } })],
  ['locked-out', () => Response.json({ reason: 'Account is temporarily locked' }, { status: 403 })],
  ['server-trouble', () => Response.json({ error: 'x' }, { status: 503 })],
  ['not-couchdb', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  [
    'unreachable',
    () => {
      throw new TypeError('Failed to fetch');
    },
  ],
];

test.each(REFUSALS)(
  'who meets %s on the way to a cookie is told so, and not asked for a password that nobody refused',
  async (why, refusal) => {
    const phone = amina();
    const { fetch } = phone.world;
    phone.world.fetch = async (url, init) =>
      url.endsWith('/_session') && init.method === 'POST' ? refusal() : fetch(url, init);
    // The first time her name and password are turned down unread; later the endpoint is known to take cookies.
    for (const known of [false, true]) {
      if (known) await phone.store.endpoint.learn({ signIn: 'cookie' });
      const { trouble } = await phone.syncs();
      expect(trouble?.why).toBe(why);
      expect(trouble?.retryAfterMs).toBe(why === 'too-many' ? 60_000 : undefined);
    }
  },
);

test('signing in tells the roles that only the cookie’s answer names', async () => {
  const signIn = { url: couch.url, name: 'amina', password: PASSWORD, fetch: cookieOnly };
  expect(await checkSignIn(signIn)).toMatchObject({
    ok: true,
    value: { name: 'amina', roles: ['collector'] },
  });
  expect(signIns[0]).toBe('amina');
});

test('a token in place of a password travels as a bearer’s', async () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbWluYSJ9.c2lnbmF0dXJl';
  const sent: (string | null)[] = [];
  const fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    sent.push(headers.get('authorization'));
    headers.set('authorization', `Basic ${btoa(`amina:${PASSWORD}`)}`);
    return couch.fetch(url, { ...init, headers });
  };
  const phone = person({ name: 'amina', fetch, url: couch.url, password: token });
  expect((await phone.syncs()).trouble).toBeNull();
  expect(new Set(sent)).toEqual(new Set([`Bearer ${token}`]));
});
