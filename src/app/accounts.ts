import { type Account, asResult, openCampaignStore } from '../storage/index.ts';
import type { KnownPerson, Person } from './types.ts';

export const COORDINATOR_ROLE = 'coordinator';

/**
 * People who have signed in on this phone, each with the count of what the endpoint has not confirmed. A database that
 * a newer version's tab has taken over is not counted, and its people are named all the same.
 */
export async function peopleOf(accounts: readonly Account[]): Promise<KnownPerson[]> {
  return Promise.all(
    accounts.map(async (account) => ({ ...personOf(account), unsent: await unsentOf(account) })),
  );
}

export function personOf(account: Account): Person {
  const { id, name, url, roles } = account;
  return { id, name, url, roles, isCoordinator: roles.includes(COORDINATOR_ROLE) };
}

async function unsentOf(account: Account): Promise<number | undefined> {
  const store = openCampaignStore(account.replica);
  try {
    const counted = await asResult(store.outbox.count(account.name));
    return counted.ok ? counted.value : undefined;
  } finally {
    store.close();
  }
}
