export interface WakeLockDoor {
  /** Keeps the screen on while it is in sight, where the browser can. @returns how to stop */
  hold(): () => void;
}

export const browserWakeLock = (): WakeLockDoor => ({
  hold() {
    const { wakeLock } = navigator as Partial<Pick<Navigator, 'wakeLock'>>;
    if (wakeLock === undefined) return () => undefined;
    let isWanted = true;
    let held: WakeLockSentinel | null = null;
    const take = async (): Promise<void> => {
      if (!isWanted || document.visibilityState !== 'visible') return;
      held = await wakeLock.request('screen').catch(() => null);
      if (!isWanted) await held?.release();
    };
    // The browser takes it away whenever the page is hidden.
    document.addEventListener('visibilitychange', take);
    void take();
    return () => {
      isWanted = false;
      document.removeEventListener('visibilitychange', take);
      void held?.release();
    };
  },
});
