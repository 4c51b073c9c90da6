import { createEndpoint } from '../../src/endpoint/endpoint.ts';

const ORIGIN = 'http://127.0.0.1';
/** PBKDF2 as in earnest would make each test wait. */
const ITERATIONS = 2;

/** The embedded endpoint without a socket: a database `demo`, and a collector who may use it. */
export async function embeddedEndpoint() {
  const endpoint = await createEndpoint({ dataFolder: '', adapter: 'memory', iterations: ITERATIONS });
  await endpoint.setAdmin('root', 'root-password');
  const put = async (path: string, body?: unknown) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Basic ${btoa('root:root-password')}`,
    };
    const init = { method: 'PUT', headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await endpoint.fetch(new Request(`${ORIGIN}/db${path}`, init));
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  await put('/demo');
  const members = { names: [], roles: ['collector', 'coordinator'] };
  await put('/demo/_security', { admins: { names: [], roles: ['_admin'] }, members });
  const login = { name: 'amina', password: 'pass:wörd', roles: ['collector'] };
  const addUser = (name: string, password: string, roles: readonly string[]) =>
    put(`/_users/org.couchdb.user:${name}`, { type: 'user', name, password, roles });
  await addUser(login.name, login.password, login.roles);
  return {
    endpoint,
    fetch: (url: string, init: RequestInit) => endpoint.fetch(new Request(url, init)),
    url: `${ORIGIN}/db/demo`,
    login,
    addUser,
    close: () => endpoint.close(),
  };
}
