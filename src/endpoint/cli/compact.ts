import type { Command } from './arguments.ts';
import { type CouchClient, escapeId, must } from './couchClient.ts';
import { clientOf, using } from './target.ts';
import { Mistake } from './trouble.ts';

/** Milliseconds between two looks whether it is over. */
const LOOK_MS = 250;

/** What to do about documents that the disk cannot read. */
const DAMAGED_TODO =
  '  Phones do not receive them and go on with the others. See: Documents that the disk cannot read, in docs/administration.md';

interface Info {
  readonly compact_running: boolean;
  /** Of the embedded endpoint, after a compaction that did not come to its end. */
  readonly compact_failed?: boolean;
  readonly damaged?: Readonly<Record<string, readonly string[]>>;
  readonly sizes: { readonly file: number };
}

/** `dastak compact [DATABASE ...]`: gives back the space of replaced answers; people can go on meanwhile. */
export async function compact(command: Command): Promise<{ said: string; code: number }> {
  return using(await clientOf(command.flags), async (client) => {
    const all = (await must(client, 'Listing the databases', 'GET', '/_all_dbs')) as string[];
    const named = command.words.slice(1);
    const stray = named.find((name) => !all.includes(name));
    if (stray !== undefined) throw new Mistake(`There is no database ${stray}.`);
    const lines: string[] = [];
    let code = 0;
    for (const name of named.length > 0 ? named : all) {
      const { before, after } = await compactOne(client, name);
      const damaged = Object.keys(after.damaged ?? {});
      if (after.compact_failed === true || damaged.length > 0) code = 1;
      lines.push(`${name}: ${lineOf(before, after)}`, ...damaged.map((id) => `  The disk cannot read ${id}`));
      if (damaged.length > 0) lines.push(DAMAGED_TODO);
    }
    return { said: lines.join('\n'), code };
  });
}

async function compactOne(client: CouchClient, name: string): Promise<{ before: Info; after: Info }> {
  const path = `/${escapeId(name)}`;
  const look = async () => (await must(client, `Looking at ${name}`, 'GET', path)) as Info;
  const before = await look();
  await must(client, `Compacting ${name}`, 'POST', `${path}/_compact`, {});
  for (let info = await look(); ; info = await look()) {
    if (!info.compact_running) return { before, after: info };
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const lineOf = (before: Info, after: Info): string =>
  after.compact_failed === true
    ? 'could not be compacted to the end (the disk may be full); nothing is lost.'
    : `${megabytes(before.sizes.file)}, now ${megabytes(after.sizes.file)}`;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
