import { makePassword } from '../access/passwords.ts';
import { DEMO_SLUG, demoDocuments } from '../demo/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { diskShelf } from '../store/shelf.ts';
import { addAccount, changePassword, hasAccount, type Role } from './accounts.ts';
import { ensureDatabase, putDocuments } from './campaign.ts';
import { type CouchClient, clientOfEndpoint, escapeId } from './couchClient.ts';

export interface Login {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** Who may try it out; their passwords are made for each data folder. */
export const DEMO_PEOPLE: readonly Pick<Login, 'name' | 'role'>[] = [
  { name: 'amina', role: 'collector' },
  { name: 'diego', role: 'collector' },
  { name: 'sana', role: 'coordinator' },
];
const DEMO_FILE = 'demo.json';

/** The administrator to be shown: only one that was just made. */
export async function ensureAdmin(
  endpoint: Endpoint,
  asked: { name: string; password: string } | undefined,
): Promise<{ name: string; password: string } | undefined> {
  if (asked) {
    await endpoint.setAdmin(asked.name, asked.password);
    return undefined;
  }
  if (endpoint.admins().length > 0) return undefined;
  const made = { name: 'admin', password: makePassword() };
  await endpoint.setAdmin(made.name, made.password);
  return made;
}

/** Demo campaign and logins, made where they are missing. The passwords lie in the data folder, for its owner only. */
export async function ensureDemo(endpoint: Endpoint, dataFolder: string): Promise<Login[]> {
  const client = clientOfEndpoint(endpoint);
  await ensureDatabase(client, DEMO_SLUG);
  await ensureCampaign(client);
  const shelf = diskShelf(dataFolder);
  const kept = ((await shelf.read(DEMO_FILE)) as { logins: Login[] } | undefined)?.logins ?? [];
  const logins = DEMO_PEOPLE.map((person) => ({
    ...person,
    password: kept.find((login) => login.name === person.name)?.password ?? makePassword(),
  }));
  // Written first: were it the other way round, a crash between the two would leave logins nobody knows.
  if (kept.length < logins.length) await shelf.write(DEMO_FILE, { logins });
  await Promise.all(logins.map((login) => ensureLogin(client, login, kept.length === 0)));
  return logins;
}

/** The campaign comes last, so that one that is there is whole; and it is left as its coordinators made it. */
async function ensureCampaign(client: CouchClient): Promise<void> {
  const [campaign, ...forms] = demoDocuments();
  if (campaign === undefined) return;
  const held = await client.request('GET', `/${DEMO_SLUG}/${escapeId(campaign._id)}`);
  if (held.status === 200) return;
  await putDocuments(client, DEMO_SLUG, forms);
  await putDocuments(client, DEMO_SLUG, [campaign]);
}

async function ensureLogin(client: CouchClient, login: Login, isNew: boolean): Promise<void> {
  if (!(await hasAccount(client, login.name))) {
    await addAccount(client, login.name, login.role, login.password, true);
  } else if (isNew) await changePassword(client, login.name, login.password);
}
