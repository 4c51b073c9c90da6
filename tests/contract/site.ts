import { describe, test } from 'vitest';

/** The root of a CouchDB where an administrator may do everything. */
export interface SiteUnderTest {
  /** Without login and without slash at its end. */
  readonly url: string;
  readonly administrator: { readonly name: string; readonly password: string };
  close(): Promise<void>;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** Empty when the answer is no JSON. */
  readonly body: Record<string, unknown> & { readonly error?: string };
}
/** @param body bytes as they are, anything else as JSON; `authorization: ''` among the headers asks as nobody */
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Told>;

export interface Scene {
  /** Asks as the administrator. */
  readonly ask: Ask;
  /** A database of this test alone. */
  readonly db: string;
  /** A name that nobody uses, for a second one. */
  readonly other: string;
  readonly site: SiteUnderTest;
}
type Contract = (promise: string, check: (scene: Scene) => Promise<void>) => void;

let made = 0;

/** Promises that each get a new database, which is gone afterwards. */
export function siteContract(
  name: string,
  makeSite: () => Promise<SiteUnderTest>,
  promises: (contract: Contract) => void,
): void {
  const contract: Contract = (promise, check) =>
    test(promise, async () => {
      const site = await makeSite();
      const ask = askOf(site);
      const [db = '', other = ''] = ['a', 'b'].map(
        (letter) => `dastak_site_${process.pid}_${Date.now()}_${made++}${letter}`,
      );
      try {
        await ask('PUT', `/${db}`);
        await check({ ask, db, other, site });
      } finally {
        for (const one of [db, other]) await ask('DELETE', `/${one}`);
        await site.close();
      }
    });
  describe(name, () => promises(contract));
}

function askOf({ url, administrator: { name, password } }: SiteUnderTest): Ask {
  const authorization = `Basic ${btoa(`${name}:${password}`)}`;
  return async (method, path, body, headers = {}) => {
    const isRaw = body instanceof Uint8Array;
    const answer = await fetch(url + path, {
      method,
      headers: { authorization, accept: 'application/json', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, bytes, body: readJson(bytes) };
  };
}

function readJson(bytes: Buffer): Told['body'] {
  try {
    return JSON.parse(bytes.toString()) as Told['body'];
  } catch {
    return {};
  }
}

/** Revisions as another endpoint gave them, newest first. */
export const leaf = (id: string, revs: readonly string[], more: object = {}): object => ({
  _id: id,
  _rev: `${revs.length}-${revs[0]}`,
  _revisions: { start: revs.length, ids: revs },
  ...more,
});

/** Sends leaves as a replicator does. */
export const give = (ask: Ask, db: string, ...docs: object[]): Promise<Told> =>
  ask('POST', `/${db}/_bulk_docs`, { docs, new_edits: false });
