import type { Chance } from './chance.ts';
import type { Served } from './network.ts';

/** Who somebody is, as the endpoints of different towns ask for it. */
export interface Account {
  readonly name: string;
  readonly role: string;
  readonly password: string;
}

/** CouchDB takes name and password with a request and a cookie; others only one of them, or a JSON Web Token. */
export type SignIn = 'any' | 'name and password' | 'cookie' | 'token';

export const newSignIn = (chance: Chance): SignIn =>
  chance.pick(['any', 'any', 'name and password', 'cookie', 'token']);

/** CouchDB's `timeout` of cookies. */
const COOKIE_MS = 10 * 60_000;

/** What stands before an endpoint that knows names and passwords only. */
export class Gate {
  private readonly accounts = new Map<string, Account>();
  /** When each cookie was made. */
  private readonly cookies = new Map<string, { account: Account; madeMs: number }>();
  private made = 0;

  constructor(
    readonly signIn: SignIn,
    private readonly nowMs: () => number,
  ) {}

  /** @returns what she is to type */
  newPassword(name: string): string {
    this.made += 1;
    if (this.signIn !== 'token') return `کھل جا ${this.made} of ${name}`;
    return `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify({ sub: name, iat: this.made })).replaceAll('=', '')}.c2ln`;
  }

  setPassword(account: Account): void {
    this.accounts.set(account.name, account);
  }

  /** The headers as the endpoint behind knows them: nobody's, where it does not take what was sent. */
  headers(sent: Headers): Headers {
    const headers = new Headers(sent);
    const authorization = sent.get('authorization') ?? '';
    headers.delete('authorization');
    headers.delete('cookie');
    const taken = this.taken(authorization) ?? this.ofCookie(sent.get('cookie'));
    if (taken !== undefined) headers.set('authorization', taken);
    return headers;
  }

  private taken(authorization: string): string | undefined {
    if (authorization.startsWith('Basic '))
      return ['any', 'name and password'].includes(this.signIn) ? authorization : undefined;
    if (!authorization.startsWith('Bearer ') || this.signIn !== 'token') return undefined;
    const token = authorization.slice('Bearer '.length);
    const account = [...this.accounts.values()].find(({ password }) => password === token);
    return account && basic(account);
  }

  private ofCookie(cookie: string | null): string | undefined {
    const found = this.cookies.get(cookie ?? '');
    if (found === undefined || this.nowMs() - found.madeMs > COOKIE_MS) return undefined;
    // CouchDB signs a cookie with a salt of the password: a new password ends it.
    const isSame = this.accounts.get(found.account.name)?.password === found.account.password;
    return isSame ? basic(found.account) : undefined;
  }

  /**
   * `POST /_session`: asks the endpoint behind whether the password is right, and makes a cookie.
   * @param ask the endpoint's answer to a request with these headers
   */
  async session(bytes: Uint8Array<ArrayBuffer>, ask: (headers: Headers) => Promise<Served>): Promise<Served> {
    const json = { 'content-type': 'application/json' };
    if (this.signIn !== 'any' && this.signIn !== 'cookie') {
      const words = '{"error":"method_not_allowed","reason":"Only GET,HEAD allowed"}';
      return { status: 405, headers: new Headers(json), bytes: new TextEncoder().encode(words) };
    }
    const { name, password } = JSON.parse(new TextDecoder().decode(bytes)) as Account;
    const answer = await ask(new Headers({ authorization: basic({ name, password }) }));
    if (answer.status !== 200) return answer;
    const account = this.accounts.get(name);
    if (account === undefined) throw new Error(`the endpoint knows ${name}, and the gate does not`);
    const cookie = `AuthSession=${name}-${this.cookies.size}`;
    this.cookies.set(cookie, { account, madeMs: this.nowMs() });
    const told = JSON.stringify({ ok: true, name, roles: [account.role] });
    const headers = new Headers({ ...json, 'set-cookie': cookie });
    return { status: 200, headers, bytes: new TextEncoder().encode(told) };
  }
}

/** RFC 7617. */
export const basic = ({ name, password }: Pick<Account, 'name' | 'password'>): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
