import { readForm } from '../../domain/form/read.ts';
import { type Trouble, trouble } from '../../domain/result.ts';
import type { CampaignStore, QuarantineEntry } from '../../storage/index.ts';
import type { Unread } from '../types.ts';

/** What arrived and cannot be read, the same trouble told once. A form's names the row and column of its mistake. */
export async function unread(store: CampaignStore): Promise<Unread[]> {
  const entries = (await store.quarantine.list()).filter((one) => one.direction === 'pull');
  const told = new Map<string, Unread>();
  for (const trouble of entries.map(troubleOf)) {
    const key = trouble.why === 'form-invalid' ? JSON.stringify(trouble) : trouble.why;
    const before = told.get(key);
    told.set(key, { trouble, count: (before?.count ?? 0) + 1 });
  }
  return [...told.values()];
}

function troubleOf({ why, reason, raw }: QuarantineEntry): Trouble {
  if (why === 'document-unreadable' && isForm(raw)) {
    const form = readForm(raw.definition);
    if (!form.ok) return form;
  }
  // The parser's own words, `place: problem`, are English; the place is of use to whoever mends it.
  return trouble(why, { place: (reason ?? '').split(': ')[0] ?? '' });
}

const isForm = (raw: unknown): raw is { definition?: unknown } =>
  typeof raw === 'object' && raw !== null && 'type' in raw && raw.type === 'form';
