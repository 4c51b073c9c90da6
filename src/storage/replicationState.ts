import type { CampaignDatabase } from './database.ts';
import type { Checkpoint, EndpointMemory } from './rows.ts';

export interface Checkpoints {
  get(id: string): Promise<Checkpoint | undefined>;
  all(): Promise<Checkpoint[]>;
  put(checkpoint: Checkpoint): Promise<void>;
}

export const checkpointsOf = (db: CampaignDatabase): Checkpoints => ({
  get: (id) => db.checkpoints.get(id),
  all: () => db.checkpoints.toArray(),
  put: (checkpoint) =>
    db.write([db.checkpoints], async () => {
      await db.checkpoints.put(checkpoint);
    }),
});

/** What was learnt about the one endpoint of this store. */
export interface EndpointMemories {
  get(): Promise<EndpointMemory>;
  /**
   * As this tab last read or learnt it: what is read again and again in a session, in which no other tab learns. Not for
   * the instance, which `startOver` writes.
   */
  recall(): Promise<EndpointMemory>;
  /** Adds to what is known; what this tab knows already is not written again. */
  learn(more: EndpointMemory): Promise<void>;
}

const THE_ENDPOINT = 'endpoint';

export function endpointMemoriesOf(db: CampaignDatabase): EndpointMemories {
  let last: EndpointMemory | undefined;
  const get = async (): Promise<EndpointMemory> => {
    last = (await db.endpoints.get(THE_ENDPOINT)) ?? {};
    return last;
  };
  return {
    get,
    recall: async () => last ?? get(),
    async learn(more) {
      // What each comparison confirms need not be brought to the disk again.
      if (last !== undefined && isKnown(last, more)) return;
      last = await db.write([db.endpoints], () => learn(db, more));
    },
  };
}

const isKnown = (memory: EndpointMemory, more: EndpointMemory): boolean =>
  Object.entries(more).every(([name, value]) => memory[name as keyof EndpointMemory] === value);

/** Inside a transaction over `endpoints`. @returns all that is known then */
export async function learn(db: CampaignDatabase, more: EndpointMemory): Promise<EndpointMemory> {
  const known = { ...(await db.endpoints.get(THE_ENDPOINT)), ...more, id: THE_ENDPOINT };
  await db.endpoints.put(known);
  return known;
}
