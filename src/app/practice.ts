import { ok, type Result, trouble } from '../domain/result.ts';
import {
  asResult,
  type CampaignStore,
  openPracticeStore,
  type StorageWhy,
  type StoreOptions,
} from '../storage/index.ts';
import { COORDINATOR_ROLE } from './accounts.ts';
import type { Replication } from './replication.ts';
import type { WorkParts } from './work.ts';

/**
 * What work is made of, turned to practice: a store of its own with the same campaign, and nothing that could ask,
 * send, or wake the worker. Hers is the collector's work, whoever she is.
 * @param real only read
 * @param options of tests only
 */
export async function practiceParts(
  real: WorkParts,
  options: StoreOptions = {},
): Promise<Result<WorkParts, 'no-form' | StorageWhy>> {
  const { account, device } = real;
  const store = openPracticeStore(account.replica, options);
  const filled = await asResult(fill(store, real.store));
  if (!filled.ok || !filled.value) {
    store.close();
    return filled.ok ? trouble('no-form') : filled;
  }
  return ok({
    ...real,
    account: { ...account, roles: account.roles.filter((role) => role !== COORDINATOR_ROLE) },
    store,
    device: { ...device, fetch: noNetwork, askBackgroundSync: nothing },
    onFirstSave: () => undefined,
    replication: NO_REPLICATION,
  });
}

/** @param options of tests only */
export async function wipePractice(
  replica: string,
  options: StoreOptions = {},
): Promise<Result<void, StorageWhy>> {
  const store = openPracticeStore(replica, options);
  try {
    return await asResult(store.wipe());
  } finally {
    store.close();
  }
}

const nothing = async (): Promise<void> => undefined;
const noNetwork = (): Promise<never> => Promise.reject(new TypeError('practice has no network'));

const NO_REPLICATION: Replication = {
  wish: () => undefined,
  now: nothing,
  fetchMedia: async () => trouble('photo-not-here'),
  beginAnew: nothing,
  stop: nothing,
};

/** What a form is asked with: everything else of the campaign is real work. */
const COPIED = ['campaign', 'form', 'file', 'entity'] as const;

/**
 * Copies what forms need as it is on this phone, with its revisions: nothing of it waits to be sent.
 * @returns false where there is no campaign yet
 */
async function fill(practice: CampaignStore, real: CampaignStore): Promise<boolean> {
  if ((await real.documents.countOfType('campaign')) === 0) return false;
  for (const type of COPIED) {
    const documents = await real.documents.ofType(type);
    const leaves = documents.flatMap((one) => one.leaves.map((leaf) => ({ id: one.id, leaf })));
    await practice.replicated.pulled(leaves, null, 0);
  }
  const held = new Set(await practice.media.fileIds());
  for (const id of await real.media.fileIds()) {
    // One by one: a film is many times what a phone likes to hold at once.
    const file = held.has(id) ? undefined : await real.media.get(id);
    if (file !== undefined) await practice.media.add(file);
  }
  return true;
}
