import type { Rev } from '../domain/ids.ts';
import type { CampaignDatabase } from './database.ts';
import type { OutboxEntry, QuarantineEntry } from './rows.ts';

/** Everything of a document that was refused: more than one revision when it was corrected twice apart. */
export const refusedIn = ({ entry, others = [] }: QuarantineEntry): OutboxEntry[] =>
  entry === undefined ? [] : [entry, ...others];

/** Takes revisions out of a refusal, which ends with the last of them. Inside a transaction over `quarantine`. */
export async function dropRefused(
  db: CampaignDatabase,
  id: string,
  isOver: (rev: Rev) => boolean,
): Promise<void> {
  const refusal = await db.quarantine.get([id, 'push']);
  if (refusal === undefined) return;
  const refused = refusedIn(refusal);
  const [entry, ...others] = refused.filter(({ rev }) => !isOver(rev));
  if (entry === undefined) await db.quarantine.delete([id, 'push']);
  else if (others.length + 1 < refused.length) {
    await db.quarantine.put({ ...refusal, rev: entry.rev, entry, others });
  }
}
