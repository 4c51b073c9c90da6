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
  /** Adds to what is known. */
  learn(more: EndpointMemory): Promise<void>;
}

const THE_ENDPOINT = 'endpoint';

export const endpointMemoriesOf = (db: CampaignDatabase): EndpointMemories => ({
  get: async () => (await db.endpoints.get(THE_ENDPOINT)) ?? {},
  learn: (more) => db.write([db.endpoints], () => learn(db, more)),
});

export async function learn(db: CampaignDatabase, more: EndpointMemory): Promise<void> {
  const known = await db.endpoints.get(THE_ENDPOINT);
  await db.endpoints.put({ ...known, ...more, id: THE_ENDPOINT });
}
