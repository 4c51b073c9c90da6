import { wholeId } from '../domain/ids.ts';
import type { Leaf } from '../domain/revisions.ts';
import type { CampaignDatabase, OutboxRow } from './database.ts';
import { dropRefused } from './refusals.ts';
import type { OutboxEntry, OutboxKind, QuarantineEntry } from './rows.ts';

export interface Outbox {
  /** In the order in which they were saved. Without an author: everybody's; without a kind: all. */
  list(author?: string, kind?: OutboxKind): Promise<OutboxEntry[]>;
  /** How many things of a person wait, a recording as one: not the phone's own account of itself. */
  count(author?: string): Promise<number>;
  /** Those of one document. */
  of(id: string): Promise<OutboxEntry[]>;
}

export const outboxOf = (db: CampaignDatabase): Outbox => ({
  async list(author, kind) {
    const rows = await rowsOf(db, author);
    return kind === undefined ? rows : rows.filter((row) => row.kind === kind);
  },
  async count(author) {
    const rows = await rowsOf(db, author);
    const things = rows.filter((row) => row.type !== 'device').map(({ id }) => wholeId(id));
    return new Set(things).size;
  },
  of: (id) => db.outbox.where('id').equals(id).toArray(),
});

async function rowsOf(db: CampaignDatabase, author: string | undefined): Promise<OutboxRow[]> {
  if (author === undefined) return db.outbox.orderBy('order').toArray();
  return db.outbox.where('author').equals(author).sortBy('order');
}

/** What a leaf weighs beside its body on the way: id, revision, history, punctuation. */
const ENVELOPE_BYTES = 160;

const encoder = new TextEncoder();
const bodyBytes = (body: unknown): number => encoder.encode(JSON.stringify(body)).length + ENVELOPE_BYTES;

/** Of the attachment that travels with it; base64 carries three bytes in four. */
const attachmentBytes = ({ bytes, _attachments: named }: Leaf['body']): number =>
  named !== undefined && typeof bytes === 'number' ? Math.ceil(bytes / 3) * 4 : 0;

export function outboxEntry(id: string, leaf: Leaf, author: string, addedAt: string): OutboxEntry {
  const type = String(leaf.body.type ?? '');
  const kind: OutboxKind = type === 'media' ? 'media' : 'text';
  const bytes = bodyBytes(leaf.body) + attachmentBytes(leaf.body);
  return { id, rev: leaf.rev, kind, type, bytes, author, addedAt };
}

/** Where revisions of a document lie that have not reached the endpoint: in the outbox, or refused. */
export interface Places {
  readonly waiting: readonly OutboxRow[];
  readonly refusal: QuarantineEntry | undefined;
}

/** Of a document that is new here. */
export const NOWHERE: Places = { waiting: [], refusal: undefined };

/** Inside a transaction over `outbox` and `quarantine`. */
export async function placesOf(db: CampaignDatabase, id: string): Promise<Places> {
  const [waiting, refusal] = await Promise.all([
    db.outbox.where('id').equals(id).toArray(),
    db.quarantine.get([id, 'push']),
  ]);
  return { waiting, refusal };
}

/**
 * Puts a revision in the outbox; unsent ancestors need no sending of their own, wherever they waited. Inside a
 * transaction over `outbox` and `quarantine`.
 * @returns the writes, which are under way
 */
export function enqueue(
  db: CampaignDatabase,
  leaf: Leaf,
  entry: OutboxEntry,
  { waiting, refusal }: Places,
): Promise<unknown>[] {
  const older = new Set<string>([...leaf.ancestors, leaf.rev]);
  const orders = waiting.filter((row) => older.has(row.rev)).map((row) => row.order);
  return [
    ...(orders.length === 0 ? [] : [db.outbox.bulkDelete(orders)]),
    ...(refusal === undefined ? [] : dropRefused(db, refusal, (rev) => older.has(rev))),
    db.outbox.add(entry as OutboxRow),
  ];
}
