import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

import { BACKGROUND_SYNC } from '../device/backgroundSync.ts';
import { sendWhatWaits } from './background.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | PrecacheEntry)[] };

// Everything the app can show is kept at install, lazy chunks and fonts included: a phone may never be online again.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Every address of the app is the same page; the endpoint's own addresses go to the network.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/db(\/|$)/] }));

self.addEventListener('message', (event) => {
  if (isTakeOver(event.data)) void self.skipWaiting();
});

// Chromium calls when there is a network, even with every page closed; a rejection makes it call again later.
self.addEventListener('sync', (event) => {
  if (isSync(event) && event.tag === BACKGROUND_SYNC) event.waitUntil(sendWhatWaits());
});

// The first worker takes charge of the page that installed it, so that a reload right after works offline.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const isTakeOver = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'take-over';

/** https://wicg.github.io/background-sync/spec/#sync-event; TypeScript's library does not know it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}
const isSync = (event: Event): event is SyncEvent => 'tag' in event && 'waitUntil' in event;
