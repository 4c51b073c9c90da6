import { gunzipSync } from 'node:zlib';
import type { Device, Sender, Someone } from './device.ts';
import type { Ledger } from './ledger.ts';
import type { Request } from './network.ts';

/** What a body may hold, seen on its way out: whose it is, and how much of what at once. */

interface Sent {
  readonly _id: string;
  readonly _rev: string;
}

/** `smallTown.js` gives the largest body of texts; what a longer history adds is not counted beforehand. */
const TEXTS_BYTES_MAX = 2 * 16_000;

export function minds(ledger: Ledger, sender: Sender, request: Request): void {
  if (!request.path.startsWith('/_bulk_docs') || request.body === undefined) return;
  const { text, documents } = sentIn(request, request.body);
  const says = (what: string): void => void ledger.violations.push(`${sender.name} ${what}`);
  const foreign = documents.find(
    (sent) => !sender.people.some((someone) => isHers(ledger, sender.device, someone, sent)),
  );
  if (foreign) says(`sends what is somebody else's to send: ${foreign._id} ${foreign._rev}`);
  const media = documents.filter(({ _id }) => _id.startsWith('media:'));
  if (media.length > 0 && media.length < documents.length) says('sends photos and texts in one body');
  if (media.length === 0 && documents.length > 1 && text.length > TEXTS_BYTES_MAX)
    says(`sends ${documents.length} texts of ${text.length} bytes in one body`);
}

function sentIn({ init }: Request, body: Uint8Array): { text: string; documents: Sent[] } {
  const isGzip = new Headers(init.headers).get('content-encoding') === 'gzip';
  const text = new TextDecoder().decode(isGzip ? gunzipSync(body) : body);
  return { text, documents: (JSON.parse(text) as { docs: Sent[] }).docs };
}

/** She saved it or imported it on this phone; a coordinator gives back everybody's. */
function isHers(ledger: Ledger, device: Device, someone: Someone, { _id }: Sent): boolean {
  if (someone.role === 'coordinator' || ledger.imported.has(keyOf(device, someone.name, _id))) return true;
  if (_id.startsWith('device:')) return _id.endsWith(`:${someone.name}`);
  const photo = ledger.photos.get(_id);
  const id = photo === undefined ? _id : photo.report;
  return ledger.saves.some(
    (saved) => saved.id === id && saved.device === device && saved.author === someone.name,
  );
}

export const keyOf = (device: Device, name: string, id: string): string => `${device.name} ${name} ${id}`;
