import { startTestServer, type TestServer } from '../support/servers.ts';

/** The embedded endpoint as `npm start` runs it, in a process of its own, with databases to be measured at. */
export interface Place {
  readonly origin: string;
  /** An empty database with a campaign's members. @returns its path: `/db/<name>` */
  newDatabase(): Promise<string>;
  /** Puts documents there past any client. */
  fill(path: string, documents: readonly object[]): Promise<void>;
  /** How many documents of that id's beginning are there. */
  count(path: string, prefix: string): Promise<number>;
  close(): Promise<void>;
}

export const LOGIN = { name: 'bilal', password: 'bench-password', role: 'coordinator' } as const;

export async function openPlace(): Promise<Place> {
  const server = await startTestServer();
  let made = 0;
  await ask(server, 'PUT', `/_users/org.couchdb.user:${LOGIN.name}`, {
    type: 'user',
    name: LOGIN.name,
    password: LOGIN.password,
    roles: [LOGIN.role],
  });
  return {
    origin: server.origin,
    async newDatabase() {
      const name = `bench_${++made}`;
      await ask(server, 'PUT', `/${name}`);
      const members = { names: [LOGIN.name], roles: [] };
      await ask(server, 'PUT', `/${name}/_security`, { admins: { names: [], roles: ['_admin'] }, members });
      return `/db/${name}`;
    },
    async fill(path, documents) {
      for (let at = 0; at < documents.length; at += 500) {
        const docs = documents.slice(at, at + 500);
        await ask(server, 'POST', `${path.slice('/db'.length)}/_bulk_docs`, { docs });
      }
    },
    async count(path, prefix) {
      const range = `startkey="${prefix}"&endkey="${prefix}\ufff0"`;
      const answer = await ask(server, 'GET', `${path.slice('/db'.length)}/_all_docs?${encodeURI(range)}`);
      const { rows }: { rows: unknown[] } = await answer.json();
      return rows.length;
    },
    close: () => server.end(),
  };
}

async function ask(server: TestServer, method: string, path: string, body?: object): Promise<Response> {
  const { name, password } = server.administrator;
  const headers = {
    authorization: `Basic ${btoa(`${name}:${password}`)}`,
    'content-type': 'application/json',
  };
  const answer = await fetch(`${server.couchRoot}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
