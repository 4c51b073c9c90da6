import type { DeviceDatabase } from './deviceStore.ts';

/**
 * Passwords under a key of this phone that no script can read out. It guards the disk's copy, not a phone that
 * somebody holds unlocked. Where the browser has no `crypto.subtle` (http on a local network) or cannot keep a key
 * (private modes), passwords live in memory and are asked for again after a restart.
 */
export interface Vault {
  sealPassword(accountId: string, password: string): Promise<void>;
  openPassword(accountId: string): Promise<string | undefined>;
  erase(accountId: string): Promise<void>;
  /** Only what this tab keeps in memory: she signed out in another one. */
  forget(): void;
}

export interface Secret {
  readonly accountId: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly cipher: ArrayBuffer;
}

const KEY_ID = 'vault';
const ALGORITHM = 'AES-GCM';
/** NIST SP 800-38D: 96 bits. */
const IV_BYTES = 12;

export function vaultOf(db: DeviceDatabase): Vault {
  const inMemory = new Map<string, string>();
  return {
    async sealPassword(accountId, password) {
      inMemory.set(accountId, password);
      const key = await vaultKey(db);
      if (key === undefined) return;
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const cipher = await crypto.subtle.encrypt(
        { name: ALGORITHM, iv },
        key,
        new TextEncoder().encode(password),
      );
      await db.write([db.secrets], async () => {
        await db.secrets.put({ accountId, iv, cipher });
      });
    },
    async openPassword(accountId) {
      const secret = await db.secrets.get(accountId);
      const key = secret && (await vaultKey(db));
      if (secret === undefined || key === undefined) return inMemory.get(accountId);
      return opened(secret, key);
    },
    forget: () => inMemory.clear(),
    async erase(accountId) {
      inMemory.delete(accountId);
      await db.write([db.secrets], () => db.secrets.delete(accountId));
    },
  };
}

/** A secret that does not open (another key, damaged) is as good as none: the person is asked to sign in. */
async function opened({ iv, cipher }: Secret, key: CryptoKey): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: ALGORITHM, iv }, key, cipher));
  } catch {
    return undefined;
  }
}

async function vaultKey(db: DeviceDatabase): Promise<CryptoKey | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  const kept = await db.keys.get(KEY_ID);
  if (kept !== undefined) return kept.key;
  const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  try {
    // Two tabs may make a key at once: the first one counts for both.
    return await db.write([db.keys], async () => {
      const first = await db.keys.get(KEY_ID);
      if (first !== undefined) return first.key;
      await db.keys.add({ id: KEY_ID, key: made });
      return made;
    });
  } catch {
    return undefined;
  }
}
