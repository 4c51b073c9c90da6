/** Everything outside that replication touches; a test gives another world. */
export interface World {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  readonly locks: Locks;
  /** Absent where the platform cannot compress: bodies then travel as they are. */
  readonly gzip?: ((bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>) | undefined;
}

/** The part of Web Locks that is used; `navigator.locks` fits. */
export interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}
