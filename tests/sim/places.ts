import { canonicalJson } from '../../src/domain/canonical.ts';
import type { DraftRow } from '../../src/storage/database.ts';
import { aCorrection } from '../support/examples.ts';
import { DATABASE } from './device.ts';
import { type Act, answersOf, draftOf, finalizes, keepsDraft } from './people.ts';

/** What happens to a place that was reported with a photo, and which photo outlasts it. */

/** Corrects her last report, or begins to and discards that. Neither takes the photo that has its document. */
export const looksAgainAtAPlace: Act = async (town, tab) => {
  const { ledger, quirks } = town;
  const { device, someone } = tab;
  const own = ledger.saves.findLast(
    ({ id, rev, device: at, author }) =>
      rev !== undefined && at === device && author === someone.name && id.startsWith('response:place-'),
  );
  if (own?.rev === undefined) return;
  const { store } = tab.open();
  const name = own.id.replace('response:', '');
  const place = draftOf(town, tab, name, { form: 'place', subject: 'place', round: null });
  const draft = aCorrection(place, own.rev, answersOf(town));
  if (quirks.is(0.5)) {
    ledger.saw('places without their photo');
    await finalizes(town, tab, store, draft);
    return;
  }
  await keepsDraft(town, tab, store, draft);
  const key = `${device.name} ${draft.id}`;
  ledger.drafts.get(key)?.tried.add(canonicalJson(null));
  await store.drafts.remove(draft.id);
  const left = device.disk.rows(DATABASE, 'drafts') as DraftRow[];
  if (left.some(({ id }) => id === draft.id)) ledger.violations.push(`discarded and still there: ${key}`);
  ledger.drafts.delete(key);
  ledger.saw('discarded');
};
