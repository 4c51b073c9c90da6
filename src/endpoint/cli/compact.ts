import type { Command } from './arguments.ts';
import { type CouchClient, escapeId, must } from './couchClient.ts';
import { clientOf, using } from './target.ts';
import { Mistake } from './trouble.ts';

/** Milliseconds between two looks whether it is over. */
const LOOK_MS = 250;

interface Info {
  readonly compact_running: boolean;
  readonly sizes: { readonly file: number };
}

/** `dastak compact [DATABASE ...]`: gives back the space of replaced answers; people can go on meanwhile. */
export async function compact(command: Command): Promise<string> {
  return using(await clientOf(command.flags), async (client) => {
    const all = (await must(client, 'Listing the databases', 'GET', '/_all_dbs')) as string[];
    const named = command.words.slice(1);
    const stray = named.find((name) => !all.includes(name));
    if (stray !== undefined) throw new Mistake(`There is no database ${stray}.`);
    const lines = [];
    for (const name of named.length > 0 ? named : all) lines.push(await compactOne(client, name));
    return lines.join('\n');
  });
}

async function compactOne(client: CouchClient, name: string): Promise<string> {
  const path = `/${escapeId(name)}`;
  const look = async () => (await must(client, `Looking at ${name}`, 'GET', path)) as Info;
  const before = (await look()).sizes.file;
  await must(client, `Compacting ${name}`, 'POST', `${path}/_compact`, {});
  for (let info = await look(); ; info = await look()) {
    if (!info.compact_running) return `${name}: ${megabytes(before)}, now ${megabytes(info.sizes.file)}`;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
