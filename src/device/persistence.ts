export interface Protection {
  /** null: the browser does not say, or was not asked yet. */
  isPersisted: boolean | null;
  usageBytes?: number;
  quotaBytes?: number;
}

export interface PersistenceDoor {
  /** Asks nobody. */
  look(): Promise<Protection>;
  /** May make the browser ask the person; resolves with what came of it. */
  request(): Promise<Protection>;
}

/** Firefox leaves the promise open while its question stands; whoever waits for it must not wait for a person. */
const ANSWER_MS_MAX = 30_000;

/** @param storage undefined on plain http, and in engines that have none */
export function persistenceDoor(storage: Partial<StorageManager> | undefined): PersistenceDoor {
  const look = async (): Promise<Protection> => {
    const isPersisted = await quietly(storage?.persisted?.());
    const estimate = await quietly(storage?.estimate?.());
    return {
      isPersisted: isPersisted ?? null,
      ...(estimate?.usage === undefined ? {} : { usageBytes: estimate.usage }),
      ...(estimate?.quota === undefined ? {} : { quotaBytes: estimate.quota }),
    };
  };
  return {
    look,
    async request() {
      const isGranted = await quietly(within(storage?.persist?.(), ANSWER_MS_MAX));
      const seen = await look();
      return { ...seen, isPersisted: isGranted ?? seen.isPersisted };
    },
  };
}

export const browserPersistence = (): PersistenceDoor => persistenceDoor(globalThis.navigator?.storage);

async function quietly<T>(answer: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await answer;
  } catch {
    return undefined;
  }
}

function within<T>(answer: Promise<T> | undefined, ms: number): Promise<T | undefined> | undefined {
  if (answer === undefined) return undefined;
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
  return Promise.race([answer, late]);
}
