import { isStrings } from '../couch/json.ts';
import { forbidden, Refusal, unauthorized } from '../couch/refusal.ts';
import { type Databases, USERS } from '../store/databases.ts';
import type { Shelf } from '../store/shelf.ts';
import { cookieValue, makeSession, readSession, SESSION_SECONDS, secondsLeft } from './cookie.ts';
import { type Identity, isLoopback, NOBODY } from './identity.ts';
import { Lockout, NAME_LENGTH_MAX } from './lockout.ts';
import { hashPassword, PasswordCheck, type PasswordHash } from './passwords.ts';
import type { Settings } from './settings.ts';

export interface Person {
  readonly identity: Identity;
  readonly hash: PasswordHash;
  /** A demo login: answers on this machine only. */
  readonly isDemo: boolean;
}

/** Who asks, and by which of CouchDB's handlers that was found out. */
export interface Known {
  readonly who: Identity;
  readonly by: 'cookie' | 'default' | null;
  /** A renewed session to send back. */
  readonly renew?: string;
}

export interface PeopleOptions {
  readonly databases: Databases;
  readonly shelf: Shelf;
  readonly settings: Settings;
  readonly now: () => number;
  readonly iterations: number;
  readonly demoLogins: boolean;
}

const WRONG = 'Name or password is incorrect.';
const LOCKED = 'Account is temporarily locked due to multiple authentication failures';
const DEMO_ONLY_HERE = 'Demo logins work only on the computer that runs this endpoint.';
/** Renewed once a tenth of it is used, as CouchDB does: not every answer needs a new cookie. */
const RENEW_BELOW_SECONDS = SESSION_SECONDS * 0.9;

export const userDocumentId = (name: string): string => `org.couchdb.user:${name}`;

/** Everyone who may sign in: the administrators of the settings and the documents of `_users`. */
export class People {
  settings: Settings;
  readonly #options: PeopleOptions;
  readonly #check: PasswordCheck;
  readonly #lockout: Lockout;
  #nobodysHash: Promise<PasswordHash> | undefined;

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.settings = options.settings;
    this.#check = new PasswordCheck(options.now);
    this.#lockout = new Lockout(options.now);
  }

  get iterations(): number {
    return this.#options.iterations;
  }

  /** Basic before cookie: a browser that brings an old cookie along still means the name it was just given. */
  async identify(request: Request, address: string): Promise<Known> {
    const basic = /^basic\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (basic !== undefined) {
      const [name = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
      return { who: (await this.signIn(name, rest.join(':'), address)).identity, by: 'default' };
    }
    const cookie = cookieValue(request.headers.get('cookie'), 'AuthSession');
    if (!cookie) return { who: NOBODY, by: null };
    return this.#fromCookie(cookie, address);
  }

  /** @throws Refusal 401 when wrong, 403 when locked out or a demo login from elsewhere */
  async signIn(name: string, password: string, address: string): Promise<Person> {
    if (name.length > NAME_LENGTH_MAX) throw unauthorized(WRONG);
    if (!(await this.#lockout.enter(name, address))) throw forbidden(LOCKED);
    try {
      return await this.#signInCounted(name, password, address);
    } finally {
      this.#lockout.leave(name, address);
    }
  }

  async #signInCounted(name: string, password: string, address: string): Promise<Person> {
    const person = await this.find(name);
    // Somebody unknown costs as long as somebody known, so that names cannot be found out by the time it takes.
    const hash = person?.hash ?? (await this.#nobody());
    const right = await this.#check.isRight(password, hash);
    if (!person || !right) {
      this.#lockout.failed(name, address);
      throw unauthorized(WRONG);
    }
    this.#lockout.succeeded(name, address);
    const refusal = this.#refusalOfDemo(person, address);
    if (refusal) throw refusal;
    return person;
  }

  async find(name: string): Promise<Person | undefined> {
    const admin = Object.hasOwn(this.settings.admins, name) ? this.settings.admins[name] : undefined;
    if (admin) return { identity: { name, roles: ['_admin'] }, hash: admin, isDemo: false };
    const users = await this.#options.databases.find(USERS);
    const document = await users?.read(userDocumentId(name)).catch(() => undefined);
    const hash = document && readHash(document);
    if (!document || !hash || document['name'] !== name) return undefined;
    const roles = isStrings(document['roles']) ? document['roles'] : [];
    return { identity: { name, roles }, hash, isDemo: document['demo'] === true };
  }

  makeCookie(person: Person): string {
    const name = person.identity.name ?? '';
    return makeSession(name, this.settings.secret + person.hash.salt, this.#options.now());
  }

  async setAdmin(name: string, password: string): Promise<void> {
    const hash = await hashPassword(password, this.iterations);
    this.settings = { ...this.settings, admins: { ...this.settings.admins, [name]: hash } };
    await this.#options.shelf.write('server.json', this.settings);
  }

  async #fromCookie(cookie: string, address: string): Promise<Known> {
    const claim = readSession(cookie);
    if (!claim) {
      throw new Refusal(400, 'bad_request', 'Malformed AuthSession cookie. Please clear your cookies.');
    }
    const person = await this.find(claim.name);
    if (!person || this.#refusalOfDemo(person, address)) return { who: NOBODY, by: null };
    const left = secondsLeft(claim, this.settings.secret + person.hash.salt, this.#options.now());
    if (left === 0) return { who: NOBODY, by: null };
    const known: Known = { who: person.identity, by: 'cookie' };
    return left < RENEW_BELOW_SECONDS ? { ...known, renew: this.makeCookie(person) } : known;
  }

  #refusalOfDemo(person: Person, address: string): Refusal | undefined {
    if (!person.isDemo || (this.#options.demoLogins && isLoopback(address))) return undefined;
    return forbidden(DEMO_ONLY_HERE);
  }

  #nobody(): Promise<PasswordHash> {
    this.#nobodysHash ??= hashPassword('nobody', this.iterations);
    return this.#nobodysHash;
  }
}

/** CouchDB 3 writes `pbkdf2_prf`; a document without it is an older one and means SHA-1. */
function readHash(document: Record<string, unknown>): PasswordHash | undefined {
  const { password_scheme, pbkdf2_prf = 'sha', salt, iterations, derived_key } = document;
  const prf = pbkdf2_prf === 'sha' ? 'sha1' : pbkdf2_prf;
  const isKnown = password_scheme === 'pbkdf2' && typeof prf === 'string' && /^sha(1|256|512)$/.test(prf);
  if (!isKnown || typeof salt !== 'string' || typeof derived_key !== 'string') return undefined;
  if (typeof iterations !== 'number' || !(iterations >= 1 && iterations <= 10_000_000)) return undefined;
  return { password_scheme, pbkdf2_prf: prf, salt, iterations, derived_key } as PasswordHash;
}
