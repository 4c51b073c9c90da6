import { world } from '../../domain/demo/world.ts';
import { DEMO_SLUG, type DemoDocument, demoDocuments } from '../demo/index.ts';
import { addAccount, hasAccount } from './accounts.ts';
import { type Command, text } from './arguments.ts';
import { ensureDatabase, ensureRules, putDocuments } from './campaign.ts';
import { type CouchClient, clientAt, readUrl } from './couchClient.ts';
import { DEMO_PEOPLE } from './firstStart.ts';
import { clientOf, using } from './target.ts';
import { Mistake } from './trouble.ts';

/** Root and name of a database's address: its last part is the name. */
export function splitDatabase(url: string): { root: string; name: string } {
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

/** Puts the demo campaign there, whoever's endpoint it is; one that was edited becomes what it was. */
export async function demo(command: Command): Promise<string> {
  const seed = text(command.flags, 'with-responses');
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) {
    throw new Mistake('--with-responses needs a seed number, such as 1.');
  }
  const { client, name } = await demoTarget(command);
  return using(client, async () => {
    const said: string[] = [];
    if (await ensureDatabase(client, name)) {
      said.push(`The database ${name} is made; its members are collectors and coordinators.`);
    }
    if (await ensureRules(client, name)) said.push(`The rules of a campaign are in ${name}/_design/dastak.`);
    const { written, unchanged } = await putDocuments(client, name, demoDocuments());
    said.push(`Demo campaign in ${name}: ${written} documents written, ${unchanged} there already.`);
    if (seed !== undefined) {
      const invented = await putDocuments(client, name, inventedResponses(Number(seed)));
      said.push(`Invented responses: ${invented.written} written, ${invented.unchanged} there already.`);
    }
    if (command.flags['users'] === true) said.push(...(await addDemoPeople(client)));
    return said.join('\n');
  });
}

/** Two rounds and place reports, as phones would have sent them. */
function inventedResponses(seed: number): DemoDocument[] {
  const campaign = demoDocuments().find(({ body }) => body.type === 'campaign')?.body;
  const forms = campaign?.type === 'campaign' ? campaign.forms : {};
  const { baseline, endline, reports } = world(seed, { forms });
  return [...baseline, ...endline, ...reports];
}

async function addDemoPeople(client: CouchClient): Promise<string[]> {
  const said: string[] = [];
  for (const { name, role } of DEMO_PEOPLE) {
    if (await hasAccount(client, name)) said.push(`${name} has an account already.`);
    else said.push(`${name}  ${await addAccount(client, name, role)}  ${role}`);
  }
  return said;
}
