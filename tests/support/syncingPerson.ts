import type { Answers } from '../../src/domain/answer.ts';
import type { Rev } from '../../src/domain/ids.ts';
import { type CampaignStore, openCacheStore, openCampaignStore } from '../../src/storage/index.ts';
import {
  createSession,
  type SessionParts,
  type SyncOutcome,
  type SyncSession,
} from '../../src/sync/index.ts';
import { aCorrection, aDraft, aPhoto, aResponse, photoAnswer } from './examples.ts';
import { newDisk } from './phone.ts';
import { type TestWorld, testWorld } from './world.ts';

/** Somebody with a phone, as a test speaks of her. */
export interface Person {
  readonly name: string;
  readonly store: CampaignStore;
  readonly world: TestWorld;
  readonly session: SyncSession;
  /** Answers a survey and finishes it. @returns its revision */
  saves(survey: string, answers?: Answers): Promise<Rev>;
  /** Of the revision that is shown, or of an older one that another tab still shows. */
  corrects(survey: string, answers: Answers, from?: Rev): Promise<Rev>;
  /** Finishes a place report with one photo. */
  reports(place: string, photo: ArrayBuffer): Promise<Rev>;
  syncs(): Promise<SyncOutcome>;
  /** When the endpoint's note of earlier sessions is due. */
  syncsLater(): Promise<SyncOutcome>;
  /** Ids that wait to be sent, the phone's own account apart. */
  waiting(): Promise<string[]>;
  isReceived(id: string): Promise<boolean>;
  /** The same disk, the app opened anew. */
  restarts(): Person;
}

interface PersonParts {
  readonly name: string;
  readonly fetch: TestWorld['fetch'];
  readonly url: string;
  readonly roles?: readonly string[];
  readonly password?: string | undefined;
  readonly disk?: ReturnType<typeof newDisk>;
  readonly world?: TestWorld;
  readonly thrift?: SessionParts['thrift'];
}

export function person(parts: PersonParts): Person {
  const { name, fetch, url, roles = ['collector'], disk = newDisk(), world = testWorld(fetch) } = parts;
  const store = openCampaignStore('0123456789ab', disk);
  const account = { name, url, roles, device: `phone-of-${name}` };
  const password = async () => ('password' in parts ? parts.password : PASSWORD);
  const session = createSession({
    store,
    cache: openCacheStore(disk),
    account,
    password,
    world,
    ...(parts.thrift && { thrift: parts.thrift }),
  });
  const finalize = (draft: ReturnType<typeof aDraft>) => store.write.finalize(draft, aResponse(draft), name);
  return {
    name,
    store,
    world,
    session,
    saves: (survey, answers) => finalize(aDraft(survey, answers, { collector: name })),
    async corrects(survey, answers, from) {
      const stored = await store.documents.get(`response:${survey}`);
      if (stored === undefined) throw new Error(`no such survey: ${survey}`);
      return finalize(aCorrection(aDraft(survey, {}, { collector: name }), from ?? stored.rev, answers));
    },
    async reports(place, photo) {
      const answers = { photo: photoAnswer(place, photo.byteLength) };
      const draft = aDraft(place, answers, { form: 'place', subject: 'place', round: null, collector: name });
      await store.media.add({ ...aPhoto(place, draft.id, photo), collector: name });
      return finalize(draft);
    },
    syncs: () => session.run('button'),
    syncsLater() {
      world.nowMs += 60_000;
      return session.run('timer');
    },
    async waiting() {
      const entries = await store.outbox.list();
      return entries.filter(({ type }) => type !== 'device').map(({ id }) => id);
    },
    async isReceived(id) {
      const [receipt, document] = await Promise.all([store.receipts.get(id), store.documents.get(id)]);
      return document !== undefined && receipt?.rev === document.rev;
    },
    restarts() {
      store.close();
      return person({ ...parts, disk, world });
    },
  };
}

export const PASSWORD = 'a long password';

export const DEMO_CAMPAIGN = {
  type: 'campaign',
  schema: 1,
  campaign: 'demo',
  title: { en: 'Demo' },
  languages: ['en'],
  purpose: { en: 'To try' },
  readers: { en: 'Everybody' },
  rounds: [],
  currentRound: null,
  forms: {},
} as const;
