/** What one tab remembers when it is loaded again, and no other tab sees. */
export interface TabMemoryDoor {
  get(key: string): string | undefined;
  set(key: string, value: string | undefined): void;
}

/** Where the browser keeps nothing for a tab, it remembers until it is loaded again. */
export function browserTabMemory(): TabMemoryDoor {
  const here = new Map<string, string>();
  const kept = (work: (storage: Storage) => void): void => {
    try {
      work(sessionStorage);
    } catch {
      // Refused, as some browsers do with the whole of a site's storage.
    }
  };
  return {
    get(key) {
      kept((storage) => {
        const value = storage.getItem(key);
        if (value !== null) here.set(key, value);
      });
      return here.get(key);
    },
    set(key, value) {
      if (value === undefined) here.delete(key);
      else here.set(key, value);
      kept((storage) => (value === undefined ? storage.removeItem(key) : storage.setItem(key, value)));
    },
  };
}
