import { createEndpoint, type Endpoint, type EndpointOptions } from '../../../src/endpoint/endpoint.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Looks into an answer: `at(reply, 'rows', 0, 'id')`. */
export function at(reply: Reply, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown>)?.[step],
    reply.body,
  );
}
export const revOf = (reply: Reply): string => String(at(reply, 'rev'));

export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>;

export const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

/** Speaks to `/db` as somebody, from some address. */
export function caller(endpoint: Endpoint, authorization?: string, address = '127.0.0.1'): Caller {
  return async (method, path, body, headers = {}) => {
    const isRaw = body instanceof Uint8Array || typeof body === 'string';
    const init: RequestInit = {
      method,
      headers: {
        accept: 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    };
    const response = await endpoint.fetch(new Request(`http://localhost/db${path}`, init), { address });
    const text = await response.text();
    let parsed: unknown = text;
    try {
      parsed = JSON.parse(text);
    } catch {
      // Bytes of a photo, or nothing.
    }
    return { status: response.status, body: parsed, headers: response.headers };
  };
}

export interface World {
  readonly endpoint: Endpoint;
  readonly root: Caller;
  readonly nobody: Caller;
  /** Signs in by Basic; everybody's password is `pw-` and the name. */
  as(name: string): Caller;
}

export const ROOT_LOGIN = basic('root', 'pw-root');

/** An endpoint in memory with an administrator, a campaign database `demo`, and amina, diego (collectors), sana. */
export async function openWorld(options: Partial<EndpointOptions> = {}): Promise<World> {
  const endpoint = await createEndpoint({ dataFolder: '', adapter: 'memory', iterations: 2, ...options });
  await endpoint.setAdmin('root', 'pw-root');
  const root = caller(endpoint, ROOT_LOGIN);
  await root('PUT', '/demo');
  await root('PUT', '/demo/_security', {
    admins: { names: [], roles: ['_admin'] },
    members: { names: [], roles: ['collector', 'coordinator'] },
  });
  await addPerson(root, 'amina', 'collector');
  await addPerson(root, 'diego', 'collector');
  await addPerson(root, 'sana', 'coordinator');
  const as = (name: string) => caller(endpoint, basic(name, `pw-${name}`));
  return { endpoint, root, nobody: caller(endpoint), as };
}

export const addPerson = (root: Caller, name: string, role: string, more: object = {}): Promise<Reply> =>
  root('PUT', `/_users/org.couchdb.user:${name}`, {
    type: 'user',
    name,
    roles: [role],
    password: `pw-${name}`,
    ...more,
  });

/** A response as a phone sends it. */
export const responseOf = (collector: string, more: object = {}): Record<string, unknown> => ({
  type: 'response',
  schema: 1,
  campaign: 'demo',
  collector,
  ...more,
});
