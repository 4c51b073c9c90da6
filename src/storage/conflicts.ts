import { canonicalJson } from '../domain/canonical.ts';
import type { DastakDocument } from '../domain/document.ts';
import type { Rev } from '../domain/ids.ts';
import { childLeaf, knows, type Leaf } from '../domain/revisions.ts';
import type { CampaignDatabase } from './database.ts';
import { leavesOf, nextUpdatedSeq, withLeaf } from './documents.ts';
import { enqueue, outboxEntry, placesOf } from './outbox.ts';

export interface Conflicts {
  /**
   * Ends a conflict: `body` follows the revision that is shown, and each loser is deleted with its words, so that every
   * phone keeps what lost. A leaf that came meanwhile is no loser and stays open. All or nothing.
   * @param also documents that follow from it, of which one version each stays, too: what a response says of entities
   * @returns the revision that is shown then
   */
  solve(
    id: string,
    body: DastakDocument,
    losers: readonly Rev[],
    author: string,
    also?: readonly { readonly id: string; readonly body: DastakDocument }[],
  ): Promise<Rev>;
}

export const conflictsOf = (db: CampaignDatabase): Conflicts => ({
  solve: (id, body, losers, author, also = []) =>
    db.write([db.documents, db.outbox, db.quarantine], async () => {
      if ((await db.documents.get(id)) === undefined) throw new Error(`not stored: ${id}`);
      const rev = await end(db, id, body, author, losers);
      for (const one of also) await end(db, one.id, one.body, author);
      return rev;
    }),
});

/** @param losers undefined: all but what is shown */
async function end(
  db: CampaignDatabase,
  id: string,
  body: DastakDocument,
  author: string,
  losers?: readonly Rev[],
): Promise<Rev> {
  const row = await db.documents.get(id);
  const lost = (row?.others ?? []).filter(
    ({ rev, deleted }) => !deleted && (losers === undefined || losers.includes(rev)),
  );
  for (const leaf of lost) await follow(db, id, leaf.rev, leaf.body, author, true);
  if (row !== undefined && canonicalJson(body) === canonicalJson(row.body)) return row.rev;
  return follow(db, id, row?.rev ?? null, body, author, false);
}

async function follow(
  db: CampaignDatabase,
  id: string,
  parent: Rev | null,
  body: Leaf['body'],
  author: string,
  deleted: boolean,
): Promise<Rev> {
  const row = await db.documents.get(id);
  const leaf = childLeaf(leavesOf(row), parent, deleted, body);
  if (knows(leavesOf(row), leaf.rev)) return leaf.rev;
  await db.documents.put(withLeaf(row, id, leaf, await nextUpdatedSeq(db)));
  await Promise.all(enqueue(db, leaf, outboxEntry(id, leaf, author, db.now()), await placesOf(db, id)));
  return leaf.rev;
}
