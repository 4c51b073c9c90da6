import { parseDocument } from '../domain/document.ts';
import type { Rev } from '../domain/ids.ts';
import { knows, type Leaf } from '../domain/revisions.ts';
import type { CampaignDatabase, DocumentRow } from './database.ts';
import { leavesOf, nextUpdatedSeq, withLeaf } from './documents.ts';
import { receive, settleReceipts } from './receipts.ts';
import { refusalRow, refusedAmong, refusedIn } from './refusals.ts';
import type { NamedLeaf, OutboxEntry, Place, QuarantineEntry } from './rows.ts';

export interface PulledLeaf {
  readonly id: string;
  readonly leaf: Leaf;
}

/** What replication writes, each in one transaction, so that a death between two of them repeats safely. */
export interface Replicated {
  /**
   * Those of the endpoint's leaves that this phone lacks. Of the others, what waits or was refused here has come there
   * another way (in a file, from a colleague's phone), and is received in `session`.
   */
  news<Named extends NamedLeaf>(leaves: readonly Named[], session: number): Promise<Named[]>;
  /**
   * A pulled batch and then its place in the checkpoint. What cannot be read is kept and quarantined; what waited in the outbox and
   * came back from the endpoint is received.
   * @returns how many revisions were new here, and how many could not be read
   */
  pulled(leaves: readonly PulledLeaf[], place: Place | null, session: number): Promise<PulledCounts>;
  /** The endpoint has confirmed these but the `lacking`, in that session of their author. @returns those */
  received(
    entries: readonly OutboxEntry[],
    session: number,
    lacking?: readonly NamedLeaf[],
  ): Promise<OutboxEntry[]>;
  /** The endpoint refuses these: they leave the outbox for the quarantine. */
  refused(refusals: readonly Refusal[]): Promise<void>;
  /**
   * The endpoint's database was made anew: everything that had a receipt waits again, whoever sent it, and every pull
   * begins at the beginning.
   * @returns how many revisions wait again
   */
  startOver(instance: string | undefined): Promise<number>;
  /**
   * The endpoint does not know this person's sessions after `session` (it came back from a backup, or this phone died
   * before it could tell their end): what they brought waits again, and is asked for before it is sent.
   */
  askAgain(author: string, session: number): Promise<number>;
  /**
   * Everything this phone holds waits under this person's name, whoever made it, and is asked for before it is sent. Of
   * photos and files those whose bytes are here: taken on this phone, or fetched and verified.
   */
  offerAll(author: string): Promise<number>;
}

export interface PulledCounts {
  readonly added: number;
  readonly unreadable: number;
}

export interface Refusal {
  readonly entry: OutboxEntry;
  readonly why: string;
  readonly reason?: string;
}

export const replicatedOf = (db: CampaignDatabase): Replicated => ({
  async news(leaves, session) {
    // A transaction for nothing costs a phone as much as one.
    if (leaves.length === 0) return [];
    const held = await db.documents.bulkGet(leaves.map(({ id }) => id));
    const known = leaves.map(({ rev }, index) => historyOf(leavesOf(held[index]), rev));
    const here = leaves.flatMap(({ id }, index) => known[index]?.map((leaf) => ({ id, leaf })) ?? []);
    // Hardly a page shows anything that waits: only then something is written.
    if (here.length > 0 && (await arrivedAmong(db, here)).length > 0)
      await db.write([db.outbox, db.receipts, db.documents, db.quarantine], async () =>
        receive(db, await arrivedAmong(db, here), session),
      );
    return leaves.filter((_, index) => known[index]?.length === 0);
  },
  pulled: (leaves, place, session) =>
    db.write([db.documents, db.outbox, db.receipts, db.quarantine, db.checkpoints], async () => {
      const counts = await addPulled(db, leaves, session);
      if (place !== null) {
        const kept = await db.checkpoints.get(place.id);
        await db.checkpoints.put({ session: 0, ...kept, ...place });
      }
      return counts;
    }),
  async received(entries, session, lacking = []) {
    const held = entries.filter(({ id, rev }) => !lacking.some((one) => one.id === id && one.rev === rev));
    if (held.length > 0)
      await db.write([db.outbox, db.receipts, db.documents, db.quarantine], () => receive(db, held, session));
    return held;
  },
  refused: (refusals) =>
    db.write([db.outbox, db.quarantine], async () => {
      for (const refusal of refusals) await refuse(db, refusal);
    }),
  startOver: async (instance) => (await again()).startOver(db, instance),
  askAgain: async (author, session) => (await again()).askAgain(db, author, session),
  offerAll: async (author) => (await again()).offerAll(db, author),
});

/** Hardly an endpoint forgets, so hardly a phone loads it. */
const again = () => import('./sendAgain.ts');

async function addPulled(
  db: CampaignDatabase,
  leaves: readonly PulledLeaf[],
  session: number,
): Promise<PulledCounts> {
  if (leaves.length === 0) return { added: 0, unreadable: 0 };
  const ids = leaves.map(({ id }) => id);
  const held = await db.documents.bulkGet(ids);
  const rows = new Map(ids.map((id, index) => [id, held[index]]));
  const changed = new Map<string, DocumentRow>();
  const unreadable: QuarantineEntry[] = [];
  let updatedSeq = await nextUpdatedSeq(db);
  for (const { id, leaf } of leaves) {
    const row = changed.get(id) ?? rows.get(id);
    if (knows(leavesOf(row), leaf.rev)) continue;
    const next = withLeaf(row, id, leaf, updatedSeq++);
    changed.set(id, next);
    // The row has parsed the leaf that it shows.
    const isRead = next.rev === leaf.rev && next.readable;
    const entry = isRead ? undefined : unreadableEntry(id, leaf, db.now());
    if (entry !== undefined) unreadable.push(entry);
  }
  db.nextSeq = updatedSeq;
  await db.documents.bulkPut([...changed.values()]);
  await db.quarantine.bulkPut(unreadable);
  await receive(db, await arrivedAmong(db, leaves), session);
  await settleReceipts(db, [...changed.keys()], session);
  return { added: changed.size, unreadable: unreadable.length };
}

function unreadableEntry(id: string, leaf: Leaf, at: string): QuarantineEntry | undefined {
  if (leaf.deleted) return undefined;
  const parsed = parseDocument(leaf.body);
  if (parsed.ok) return undefined;
  const { place, problem, schema } = parsed.words ?? {};
  const reason = schema === undefined ? `${place}: ${problem}` : `schema ${schema}`;
  return { id, rev: leaf.rev, direction: 'pull', why: parsed.why, reason, at, raw: leaf.body };
}

/** That revision as a leaf, where these leaves know it: one, or none. */
const historyOf = (leaves: readonly Leaf[], rev: Rev): Leaf[] =>
  leaves
    .filter((leaf) => knows([leaf], rev))
    .slice(0, 1)
    .map((leaf) => ({ ...leaf, rev, ancestors: leaf.ancestors.slice(leaf.ancestors.indexOf(rev) + 1) }));

/** What waits here, or was refused, and shows in these leaves of the endpoint to have arrived: an answer was lost, perhaps. */
async function arrivedAmong(db: CampaignDatabase, leaves: readonly PulledLeaf[]): Promise<OutboxEntry[]> {
  const ids = leaves.map(({ id }) => id);
  const waiting = await db.outbox.where('id').anyOf(ids).toArray();
  const refused = (await refusedAmong(db, ids)).map((id): [string, string] => [id, 'push']);
  const refusals = await db.quarantine.bulkGet(refused);
  const held = [...waiting, ...refusals.flatMap((refusal) => (refusal ? refusedIn(refusal) : []))];
  const byId = new Map<string, Leaf[]>();
  for (const { id, leaf } of leaves) byId.set(id, [...(byId.get(id) ?? []), leaf]);
  return held.filter(({ id, rev }) => knows(byId.get(id) ?? [], rev));
}

async function refuse(db: CampaignDatabase, { entry, ...cause }: Refusal): Promise<void> {
  const { id, rev } = entry;
  const removed = await db.outbox.where('[id+rev]').equals([id, rev]).delete();
  // A newer revision took its place while it travelled: that one is tried in its own right.
  if (removed === 0) return;
  const before = await db.quarantine.get([id, 'push']);
  const others = before === undefined ? [] : refusedIn(before).filter((other) => other.rev !== rev);
  await db.quarantine.put(refusalRow(db.now(), { ...entry, ...cause }, others));
}
