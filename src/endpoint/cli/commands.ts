import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { world } from '../../domain/demo/world.ts';
import { DEMO_SLUG, type DemoDocument, demoDocuments } from '../demo/index.ts';
import { addAccount, changePassword, hasAccount, ROLES, type Role, removeAccount } from './accounts.ts';
import { type Command, type Flags, folderOf, text } from './arguments.ts';
import { backup } from './backup.ts';
import { ensureDatabase, putDocuments } from './campaign.ts';
import { type CouchClient, clientAt, clientOfFolder, readUrl } from './couchClient.ts';
import { DEMO_PEOPLE } from './firstStart.ts';
import { restore } from './restore.ts';
import { Mistake } from './trouble.ts';

/** The endpoint a command is about: `--url`, else the data folder. */
export function clientOf(flags: Flags): Promise<CouchClient> {
  const said = text(flags, 'url');
  if (said === undefined) return clientOfFolder(resolve(folderOf(flags)));
  const { url, authorization } = readUrl(said, text(flags, 'admin'));
  return Promise.resolve(clientAt(url, authorization));
}

async function using<T>(client: CouchClient, work: (client: CouchClient) => Promise<T>): Promise<T> {
  return work(client).finally(() => client.close());
}

function readRole(flags: Flags): Role {
  const said = text(flags, 'role') ?? 'collector';
  const role = ROLES.find((one) => one === said);
  if (!role) throw new Mistake(`--role must be one of: ${ROLES.join(', ')}.`);
  return role;
}

export async function user({ words, flags }: Command): Promise<void> {
  const [, verb, name] = words;
  if (!verb || !['add', 'password', 'remove'].includes(verb)) {
    throw new Mistake('Say what to do: dastak user add|password|remove NAME');
  }
  if (!name || words.length > 3) throw new Mistake(`Say one name: dastak user ${verb} NAME`);
  const role = readRole(flags);
  const password = text(flags, 'password');
  await using(await clientOf(flags), async (client) => {
    if (verb === 'remove') {
      await removeAccount(client, name);
      console.log(`${name} can no longer sign in. What ${name} sent stays.`);
    } else if (verb === 'add') {
      const set = await addAccount(client, name, role, password);
      console.log(`${name} can sign in as ${role}.${password === undefined ? ` Password: ${set}` : ''}`);
    } else {
      const set = await changePassword(client, name, password);
      console.log(`The password of ${name} is changed.${password === undefined ? ` It is now: ${set}` : ''}`);
    }
  });
}

/** Root and name of a database's address: its last part is the name. */
function splitDatabase(url: string): { root: string; name: string } {
  const cut = url.lastIndexOf('/');
  const name = decodeURIComponent(url.slice(cut + 1));
  if (!/^[a-z][a-z0-9_$()+/-]*$/.test(name) || /^https?:\/$/.test(url.slice(0, cut))) {
    throw new Mistake(`${url} names no database. It looks like http://host:5984/demo (small letters).`);
  }
  return { root: url.slice(0, cut), name };
}

async function demoTarget({ words, flags }: Command): Promise<{ client: CouchClient; name: string }> {
  const said = words[1];
  if (said === undefined) return { client: await clientOf(flags), name: DEMO_SLUG };
  const { url, authorization } = readUrl(said, text(flags, 'admin'));
  const { root, name } = splitDatabase(url);
  return { client: clientAt(root, authorization), name };
}

export async function demo(command: Command): Promise<void> {
  const seed = text(command.flags, 'with-responses');
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) {
    throw new Mistake('--with-responses needs a seed number, such as 1.');
  }
  const { client, name } = await demoTarget(command);
  await using(client, async () => {
    const isNew = await ensureDatabase(client, name);
    if (isNew) console.log(`The database ${name} is made; its members are collectors and coordinators.`);
    const { written, unchanged } = await putDocuments(client, name, demoDocuments());
    console.log(`Demo campaign in ${name}: ${written} documents written, ${unchanged} there already.`);
    if (seed !== undefined) {
      const invented = await putDocuments(client, name, inventedResponses(Number(seed)));
      console.log(`Invented responses: ${invented.written} written, ${invented.unchanged} there already.`);
    }
    if (command.flags['users'] === true) await addDemoPeople(client);
  });
}

/** Two rounds and place reports, as phones would have sent them. */
function inventedResponses(seed: number): DemoDocument[] {
  const campaign = demoDocuments().find(({ body }) => body.type === 'campaign')?.body;
  const forms = campaign?.type === 'campaign' ? campaign.forms : {};
  const { baseline, endline, reports } = world(seed, { forms });
  return [...baseline, ...endline, ...reports];
}

function readFile({ words }: Command): string {
  const [verb, file] = words;
  if (!file || words.length > 2) throw new Mistake(`Say one file: dastak ${verb} FILE`);
  return resolve(file);
}

export async function backupCommand(command: Command): Promise<void> {
  const file = readFile(command);
  const folder = text(command.flags, 'url') === undefined ? resolve(folderOf(command.flags)) : undefined;
  if (folder !== undefined && !existsSync(folder))
    throw new Mistake(`The data folder ${folder} does not exist.`);
  await using(await clientOf(command.flags), async (client) => {
    const { databases, documents } = await backup(client, file, folder);
    console.log(
      `${documents} documents of ${databases} databases are in ${file}. Keep it safe: it holds all answers.`,
    );
  });
}

export async function restoreCommand(command: Command): Promise<void> {
  const documents = await restore(readFile(command), resolve(folderOf(command.flags)));
  console.log(`${documents} documents are restored to ${resolve(folderOf(command.flags))}.`);
}

async function addDemoPeople(client: CouchClient): Promise<void> {
  for (const { name, role } of DEMO_PEOPLE) {
    if (await hasAccount(client, name)) console.log(`${name} has an account already.`);
    else console.log(`${name}  ${await addAccount(client, name, role)}  ${role}`);
  }
}
