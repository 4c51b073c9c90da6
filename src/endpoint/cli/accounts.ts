import { makePassword } from '../access/passwords.ts';
import { userDocumentId } from '../access/people.ts';
import { type CouchClient, escapeId, must, refusedBy } from './couchClient.ts';
import { Mistake } from './trouble.ts';

export const ROLES = ['collector', 'coordinator'] as const;
export type Role = (typeof ROLES)[number];

const pathOf = (name: string): string => `/_users/${escapeId(userDocumentId(name))}`;

export function checkName(name: string): string {
  if (name === '' || /[:\s/]/.test(name) || name.startsWith('_')) {
    throw new Mistake(
      `"${name}" cannot be a name. Use letters and digits, without spaces, colons or slashes.`,
    );
  }
  return name;
}

async function find(client: CouchClient, name: string): Promise<Record<string, unknown> | undefined> {
  const answer = await client.request('GET', pathOf(name));
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refusedBy(answer, `Looking for ${name}`);
  return answer.body as Record<string, unknown>;
}

/** @returns the password, made up when none was given */
export async function addAccount(
  client: CouchClient,
  name: string,
  role: Role,
  password = makePassword(),
  isDemo = false,
): Promise<string> {
  if (await find(client, checkName(name))) {
    throw new Mistake(`${name} has an account already. To change the password: dastak user password ${name}`);
  }
  const account = { _id: userDocumentId(name), type: 'user', name, roles: [role], password };
  const demo = isDemo ? { demo: true } : {};
  await must(client, `Adding ${name}`, 'PUT', pathOf(name), { ...account, ...demo });
  return password;
}

export async function changePassword(
  client: CouchClient,
  name: string,
  password = makePassword(),
): Promise<string> {
  const account = await find(client, name);
  if (!account) throw new Mistake(`Nobody is called ${name} here.`);
  await must(client, `Changing ${name}`, 'PUT', pathOf(name), { ...account, password });
  return password;
}

export async function removeAccount(client: CouchClient, name: string): Promise<void> {
  const account = await find(client, name);
  if (!account) throw new Mistake(`Nobody is called ${name} here.`);
  const rev = encodeURIComponent(String(account['_rev']));
  await must(client, `Removing ${name}`, 'DELETE', `${pathOf(name)}?rev=${rev}`);
}

export const hasAccount = async (client: CouchClient, name: string): Promise<boolean> =>
  (await find(client, name)) !== undefined;
