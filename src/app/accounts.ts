import { type Account, openCampaignStore } from '../storage/index.ts';
import type { KnownPerson, Person } from './types.ts';

export const COORDINATOR_ROLE = 'coordinator';

/** People who have signed in on this phone, each with the count of what the endpoint has not confirmed. */
export async function peopleOf(accounts: readonly Account[]): Promise<KnownPerson[]> {
  return Promise.all(
    accounts.map(async (account) => ({ ...personOf(account), unsent: await unsentOf(account) })),
  );
}

export function personOf(account: Account): Person {
  const { id, name, url, roles } = account;
  return { id, name, url, roles, isCoordinator: roles.includes(COORDINATOR_ROLE) };
}

async function unsentOf(account: Account): Promise<number> {
  const store = openCampaignStore(account.replica);
  try {
    return await store.outbox.count(account.name);
  } finally {
    store.close();
  }
}
