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
  if (media.length > 0 && mustWait(sender.device)) says('sends photos that were to wait');
  // What a limit or a network allows, only a page knows.
  const { photosOnWifiOnly, dailyBytesMax } = sender.device.meter.choice;
  if (media.length > 0 && sender.name.endsWith('-worker') && (photosOnWifiOnly || dailyBytesMax !== null))
    says('sends photos that only a page may send');
  const owner = ownerOfCookie(request);
  if (owner !== undefined && !sender.people.some(({ name }) => name === owner))
    says(`sends in the name of ${owner}`);
  if (media.length > 0 && media.length < documents.length) says('sends photos and texts in one body');
  if (media.length === 0 && documents.length > 1 && text.length > TEXTS_BYTES_MAX)
    says(`sends ${documents.length} texts of ${text.length} bytes in one body`);
}

/**
 * A photo that the endpoint said it has is not sent again. Told of each request that meets nothing on its way; what the
 * endpoint has is looked up when it is asked and when it is sent.
 */
export class PhotoManners {
  /** `<sender> <id>` of what a sender asked for while it was there. */
  private readonly told = new Set<string>();

  constructor(
    private readonly isThere: (id: string, rev: string) => boolean,
    private readonly says: (what: string) => void,
  ) {}

  minds({ name }: Sender, request: Request): void {
    const { path, body } = request;
    if (body === undefined) return;
    if (path.startsWith('/_revs_diff')) {
      for (const [id, revs] of Object.entries(
        JSON.parse(textIn(request, body)) as Record<string, string[]>,
      )) {
        const isThere = revs.every((rev) => this.isThere(id, rev));
        if (isThere) this.told.add(`${name} ${id}`);
        else this.told.delete(`${name} ${id}`);
      }
    }
    if (!path.startsWith('/_bulk_docs')) return;
    for (const { _id, _rev } of sentIn(request, body).documents) {
      if (_id.startsWith('media:') && this.told.has(`${name} ${_id}`) && this.isThere(_id, _rev))
        this.says(`${name} sends a photo again that is there: ${_id}`);
    }
  }
}

/** A note at the endpoint is of one phone: another one would take what that phone is told for its own. */
export class NoteManners {
  /** Which phone wrote a note of that name first. */
  private readonly phones = new Map<string, string>();

  constructor(private readonly says: (what: string) => void) {}

  minds({ name, device }: Sender, { method, path }: Request): void {
    if (method !== 'PUT' || !path.startsWith('/_local/')) return;
    const first = this.phones.get(path) ?? device.name;
    this.phones.set(path, first);
    if (first !== device.name) this.says(`${name} writes the note of ${first}`);
  }
}

/** For what had leave when it was read, and then had to be packed, halved and sent. */
const LEAVE_MS_MAX = 6 * 60_000;

const mustWait = ({ meter: { photosWaitSinceMs }, around }: Device): boolean =>
  photosWaitSinceMs !== undefined && around.scheduler.nowMs - photosWaitSinceMs > LEAVE_MS_MAX;

/** Whose cookie goes along; undefined: none. CouchDB looks at it before name and password. */
function ownerOfCookie({ init }: Request): string | undefined {
  const headers = new Headers(init.headers);
  return /^AuthSession=(.*)-\d+$/.exec(headers.get('cookie') ?? '')?.[1];
}

export function sentIn(request: Request, body: Uint8Array): { text: string; documents: Sent[] } {
  const text = textIn(request, body);
  return { text, documents: (JSON.parse(text) as { docs: Sent[] }).docs };
}

function textIn({ init }: Request, body: Uint8Array): string {
  const isGzip = new Headers(init.headers).get('content-encoding') === 'gzip';
  return new TextDecoder().decode(isGzip ? gunzipSync(body) : body);
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
