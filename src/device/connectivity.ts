/** Something happened that makes another attempt worth while. None of them proves that there is a network. */
export type ConnectivityHint = 'online' | 'visible';

export interface ConnectivityDoor {
  /** @returns how to stop */
  onHint(listener: (hint: ConnectivityHint) => void): () => void;
  /** Undefined: the browser does not tell (all but Chromium on phones). */
  isWifi(): boolean | undefined;
  /** Whether a person may be looking at the page. */
  isSeen(): boolean;
}

export const browserConnectivity = (): ConnectivityDoor => ({
  isWifi: () => {
    // https://wicg.github.io/netinfo/#dom-networkinformation-type
    const { connection } = navigator as { connection?: { type?: string } };
    const type = connection?.type;
    return type === undefined || type === 'unknown' ? undefined : type === 'wifi' || type === 'ethernet';
  },
  isSeen: () => document.visibilityState === 'visible',
  onHint(listener) {
    const online = (): void => listener('online');
    const seen = (): void => {
      if (document.visibilityState === 'visible') listener('visible');
    };
    window.addEventListener('online', online);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', online);
      document.removeEventListener('visibilitychange', seen);
    };
  },
});
