/** Something happened (`online`: also another kind of network) that makes another attempt worth while. None of them proves that there is a network. */
export type ConnectivityHint = 'online' | 'visible';

export interface ConnectivityDoor {
  /** @returns how to stop */
  onHint(listener: (hint: ConnectivityHint) => void): () => void;
  /** Undefined: the browser does not tell (all but Chromium on phones). */
  isWifi(): boolean | undefined;
  /** Whether a person may be looking at the page. */
  isSeen(): boolean;
}

/** https://wicg.github.io/netinfo/ */
const connectionOf = () =>
  (
    navigator as {
      connection?: Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>> & { type?: string };
    }
  ).connection;

export const browserConnectivity = (): ConnectivityDoor => ({
  isWifi: () => {
    const type = connectionOf()?.type;
    return type === undefined || type === 'unknown' ? undefined : type === 'wifi' || type === 'ethernet';
  },
  isSeen: () => document.visibilityState === 'visible',
  onHint(listener) {
    const online = (): void => listener('online');
    const seen = (): void => {
      if (document.visibilityState === 'visible') listener('visible');
    };
    window.addEventListener('online', online);
    connectionOf()?.addEventListener?.('change', online);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', online);
      connectionOf()?.removeEventListener?.('change', online);
      document.removeEventListener('visibilitychange', seen);
    };
  },
});
