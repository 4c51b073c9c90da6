import type { Inside, Metadata } from './inside.ts';
import { readTree } from './tree.ts';

/** What the disk cannot read is neither an answer nor "missing": thrown wherever such a document is asked for. */
export class Damaged extends Error {
  constructor(id: string) {
    super(`${id} could not be read from the disk`);
    this.name = 'Damaged';
  }
}

/** A document of which something is damaged, with its leaves: what `_purge` takes. */
export type DamagedLeaves = readonly (readonly [string, readonly string[]])[];

/** What an operating system says that has too much to do: nothing is damaged, and it can be read another time. */
const BUSY = /too many open files|cannot allocate memory|not enough space/i;

/** Whether all that a document consists of can be read: its leaves and what is attached to them. */
export async function isReadable(inside: Inside, id: string): Promise<boolean> {
  try {
    const metadata = await inside.metadata(id);
    return metadata !== undefined && (await hasItsBodies(inside, metadata));
  } catch (trouble) {
    return BUSY.test(String(trouble));
  }
}

async function hasItsBodies(inside: Inside, metadata: Metadata): Promise<boolean> {
  for (const { rev } of readTree(metadata.rev_tree).leaves) {
    const seq = metadata.rev_map[rev];
    const body = seq === undefined ? undefined : await inside.body(seq);
    if (!body || !(await inside.hasAttached(body))) return false;
  }
  return true;
}
