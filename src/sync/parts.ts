import type { CacheStore, CampaignStore, StorageWhy } from '../storage/index.ts';
import { couchdb } from './couchdb.ts';
import type { Endpoint, EndpointWhy } from './endpoint.ts';
import type { World } from './world.ts';

export interface SessionParts {
  readonly store: CampaignStore;
  readonly cache?: CacheStore;
  readonly account: {
    readonly name: string;
    /** The campaign database's URL. */
    readonly url: string;
    readonly roles: readonly string[];
    /** Id of this phone. */
    readonly device: string;
    readonly appVersion?: string;
  };
  /** Undefined: she must sign in again. */
  password(): Promise<string | undefined>;
  readonly world: World;
  /** Absent: nothing is spared. */
  readonly thrift?: {
    /** Bodies as they travel, where the answer tells; told for every request. */
    count(sentBytes: number, receivedBytes: number): void;
    /** Asked before each body of photos. */
    mayPhotos(): Promise<boolean>;
  };
}

export type SyncWhy = EndpointWhy | StorageWhy | 'sign-in-needed';

export interface SyncTrouble {
  readonly why: SyncWhy;
  readonly words?: Readonly<Record<string, string | number>>;
  /** The endpoint asks not to be asked before. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * The endpoint as this person sees it.
 * @param over when she will have sent what she sends; absent: she only reads
 */
export async function connect(
  { store, world, thrift, account: { url, name } }: SessionParts,
  password: string,
  over?: Promise<unknown>,
): Promise<Endpoint> {
  const { gzip, signIn } = await store.endpoint.get();
  const isCookie = signIn === 'cookie';
  return couchdb({
    url,
    name,
    password,
    world,
    gzip,
    isCookie,
    over,
    learn: (more) => store.endpoint.learn(more),
    count: thrift?.count,
  });
}
