import { signal } from '../domain/signal.ts';
import type { Live } from './types.ts';

/** What the app knows of its own copy on the phone. */
export interface OwnCopy {
  update: Live<{ isWaiting: boolean }>;
  /** Whether the app itself would open without a network. */
  isKept: Live<boolean>;
  applyUpdate(): void;
}

/**
 * Registers the service worker once the page has drawn, so that keeping the app does not compete with the first
 * question. A new version waits until a person takes it at home: taking over while a form is open would remove
 * the files that the open page still needs.
 * @param url of the worker's script; null while developing
 */
export function registerOwnCopy(url: string | null): OwnCopy {
  const update = signal({ isWaiting: false });
  const isKept = signal(false);
  let waiting: ServiceWorker | null = null;

  const watch = (registration: ServiceWorkerRegistration): void => {
    const look = (): void => {
      isKept.set(registration.active !== null);
      waiting = registration.active === null ? null : registration.waiting;
      update.set({ isWaiting: waiting !== null });
    };
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
    // A worker may already be on its way when we get to listen.
    registration.installing?.addEventListener('statechange', look);
    void navigator.serviceWorker.ready.then(look);
    look();
  };

  if (url !== null && 'serviceWorker' in navigator) {
    // The page that a worker brought is kept: nobody is told otherwise until the registration is read.
    isKept.set(navigator.serviceWorker.controller !== null);
    const register = (): void => {
      navigator.serviceWorker.register(url).then(watch, () => isKept.set(false));
    };
    if (document.readyState === 'complete') register();
    else window.addEventListener('load', register, { once: true });
  }

  return {
    update,
    isKept,
    applyUpdate() {
      if (waiting === null) return;
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage({ type: 'take-over' });
    },
  };
}
