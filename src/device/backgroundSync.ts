/** Name of what waits, as the service worker hears it. */
export const BACKGROUND_SYNC = 'dastak-send';

/** The part of https://wicg.github.io/background-sync/spec/ that is used; only Chromium has it. */
interface BackgroundSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to wake the service worker when there is a network, even with every page closed. */
export async function askBackgroundSync(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.ready;
    await (registration as BackgroundSync).sync?.register(BACKGROUND_SYNC);
  } catch {
    // Switched off, or no service worker on plain http: then the open page sends, as everywhere else.
  }
}
