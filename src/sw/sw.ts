import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | PrecacheEntry)[] };

// Everything the app can show is kept at install, lazy chunks and fonts included: a phone may never be online again.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Every address of the app is the same page; the endpoint's own addresses go to the network.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/db(\/|$)/] }));

self.addEventListener('message', (event) => {
  if (isTakeOver(event.data)) void self.skipWaiting();
});

// The first worker takes charge of the page that installed it, so that a reload right after works offline.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const isTakeOver = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'take-over';
