import { knows, type Leaf } from '../domain/revisions.ts';
import type { MediaRow, OutboxEntry } from '../storage/index.ts';
import type { SessionContext } from './context.ts';
import type { OutgoingLeaf } from './endpoint.ts';

export interface Outgoing {
  readonly entry: OutboxEntry;
  readonly leaf: OutgoingLeaf;
}

/** The revisions as they are stored now; one that a newer one overtook since the outbox was read is left out. */
export async function outgoing(
  { store }: Pick<SessionContext, 'store'>,
  entries: readonly OutboxEntry[],
): Promise<Outgoing[]> {
  const documents = await store.documents.getMany(entries.map(({ id }) => id));
  const ready: Outgoing[] = [];
  for (const [index, entry] of entries.entries()) {
    const leaves = documents[index]?.leaves ?? [];
    const leaf = leaves.find(({ rev }) => rev === entry.rev);
    if (!leaf && !knows(leaves, entry.rev)) throw new Error(`not stored: ${entry.id} ${entry.rev}`);
    if (!leaf) continue;
    const [attachment] = Object.keys(leaf.body['_attachments'] ?? {});
    const media = attachment && (await store.media.get(entry.id));
    ready.push({ entry, leaf: { id: entry.id, leaf: media ? withBytes(leaf, attachment, media) : leaf } });
  }
  return ready;
}

/** Inline base64: one request for the whole document, and gzip takes the third back that base64 adds. */
function withBytes(leaf: Leaf, attachment: string, { bytes, contentType }: MediaRow): Leaf {
  const sent = { content_type: contentType, revpos: 1, data: base64(bytes) };
  return { ...leaf, body: { ...leaf.body, _attachments: { [attachment]: sent } } };
}

/** String.fromCharCode takes its characters as arguments, of which engines allow some ten thousands. */
const CHUNK_BYTES = 0x6000;

export function base64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(text);
}
