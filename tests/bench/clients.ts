import { browserGzip } from '../../src/device/gzip.ts';
import { openCampaignStore } from '../../src/storage/index.ts';
import { createSession, type World } from '../../src/sync/index.ts';
import { base64 } from '../../src/sync/outgoing.ts';
import { Peer, type PeerDatabase } from '../support/peer.ts';
import { newDisk } from '../support/phone.ts';
import { queueLocks } from '../support/world.ts';
import { LOGIN } from './place.ts';
import { photo, survey } from './surveys.ts';

/** A replicating client with a disk of its own, as the workloads speak to it. */
export interface Client {
  readonly name: string;
  savesSurveys(from: number, count: number): Promise<void>;
  /** Each with a document of its own, as this client keeps photos. */
  savesPhotos(count: number, bytes: number): Promise<void>;
  /** Changes a word of the document whose photo was sent. */
  editsBesidePhoto(): Promise<void>;
  pushes(): Promise<void>;
  pulls(): Promise<void>;
  /** Both ways, as the client does when nothing calls for more. */
  syncs(): Promise<void>;
  /** Documents of that id's beginning that it holds. */
  holds(prefix: string): Promise<number>;
}

/** Counted in front of HTTP: one a request, whatever it carries. */
export interface Counted {
  requests: number;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

/** @param isGzipped whether answers may come compressed; CouchDB by itself never does that */
export function countedFetch(isGzipped: boolean): Counted {
  const counted: Counted = {
    requests: 0,
    fetch: (url, init = {}) => {
      counted.requests += 1;
      const headers = new Headers(init.headers);
      headers.set('accept-encoding', isGzipped ? 'gzip' : 'identity');
      return fetch(url, { ...init, headers });
    },
  };
  return counted;
}

export function dastak(url: string, counted: Counted): Client {
  const store = openCampaignStore('0123456789ab', newDisk());
  const account = { name: LOGIN.name, url, roles: [LOGIN.role], device: 'bench-phone' };
  const world: World = {
    fetch: counted.fetch,
    now: () => Date.now(),
    random: () => 0.5,
    sleep: soundSleep,
    locks: queueLocks(),
    gzip: browserGzip(),
  };
  const session = createSession({ store, account, password: async () => LOGIN.password, world });
  const syncs = async (): Promise<void> => {
    const { trouble } = await session.run('button');
    if (trouble !== null) throw new Error(`${trouble.why} ${JSON.stringify(trouble.words)}`);
  };
  return {
    name: 'Dastak',
    async savesSurveys(from, count) {
      for (let number = from; number < from + count; number++) {
        const { id, body } = survey(number);
        await store.write.save(id, body, LOGIN.name);
      }
    },
    async savesPhotos(count, bytes) {
      for (let number = 0; number < count; number++) {
        const { id, body } = survey(number);
        const media = { id: `media:${number}`, bytes: photo(number, bytes) };
        await savePhoto(store, id, body, media);
      }
    },
    async editsBesidePhoto() {
      const { id, body } = survey(0);
      await store.write.save(id, { ...body, language: 'sd', corrections: 1 }, LOGIN.name);
    },
    pushes: syncs,
    pulls: syncs,
    syncs,
    holds: async (prefix) =>
      prefix === 'response:' ? store.documents.countOfType('response') : store.documents.countOfType('media'),
  };
}

type Store = ReturnType<typeof openCampaignStore>;

async function savePhoto(
  store: Store,
  response: string,
  body: ReturnType<typeof survey>['body'],
  media: { id: string; bytes: ArrayBuffer },
): Promise<void> {
  const sha256 = 'ab'.repeat(32);
  const sizes = { widthPx: 1600, heightPx: 1200 };
  const reference = { media: media.id, sha256, contentType: 'image/jpeg', ...sizes };
  await store.media.add({
    id: media.id,
    response,
    bytes: media.bytes,
    sha256,
    contentType: 'image/jpeg',
    ...sizes,
    collector: body.collector,
    campaign: body.campaign,
  });
  const answers = { ...body.answers, photo: { ...reference, bytes: media.bytes.byteLength } };
  const draft = { id: response, corrects: null } as unknown as Parameters<Store['write']['finalize']>[0];
  await store.write.finalize(draft, { ...body, answers }, LOGIN.name);
}

const soundSleep: World['sleep'] = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

let made = 0;

/** PouchDB 9: the memory adapter here, the http adapter there, everything else as it comes. */
export function pouchdb(url: string, counted: Counted): Client {
  const local = new Peer(`bench-${process.pid}-${made++}`, { adapter: 'memory' });
  const auth = { username: LOGIN.name, password: LOGIN.password };
  // PouchDB hands its own Headers object on, which fetch takes as it is.
  const remote = new Peer(url, { adapter: 'http', auth, skip_setup: true, fetch: authorized(counted) });
  const pushes = async (): Promise<void> => {
    await local.replicate.to(remote);
  };
  const pulls = async (): Promise<void> => {
    await local.replicate.from(remote);
  };
  return {
    name: 'PouchDB',
    async savesSurveys(from, count) {
      const numbers = Array.from({ length: count }, (_, index) => from + index);
      await local.bulkDocs(numbers.map((number) => ({ _id: survey(number).id, ...survey(number).body })));
    },
    async savesPhotos(count, bytes) {
      for (let number = 0; number < count; number++) {
        const { id, body } = survey(number);
        const data = base64(photo(number, bytes));
        await local.put({ _id: id, ...body, _attachments: { photo: { content_type: 'image/jpeg', data } } });
      }
    },
    async editsBesidePhoto() {
      const document = await local.get(survey(0).id);
      await local.put({ ...document, language: 'sd', corrections: 1 });
    },
    pushes,
    pulls,
    // As PouchDB.sync does: both at once.
    syncs: async () => void (await Promise.all([pushes(), pulls()])),
    holds: (prefix) => countOf(local, prefix),
  };
}

/** PouchDB's own fetch adds the sign-in; a fetch that is given to it must. */
const authorized = (counted: Counted): Counted['fetch'] => {
  const authorization = `Basic ${btoa(`${LOGIN.name}:${LOGIN.password}`)}`;
  return (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    return counted.fetch(url, { ...init, headers });
  };
};

async function countOf(local: PeerDatabase, prefix: string): Promise<number> {
  const { rows } = await local.allDocs();
  return rows.filter(({ id }) => id.startsWith(prefix)).length;
}
