import { createDesk } from '../../../src/app/desk/index.ts';
import { formCompiler } from '../../../src/app/forms.ts';
import type { ExportedFile } from '../../../src/app/index.ts';
import { browserDigest } from '../../../src/device/digest.ts';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import type { DastakDocument, ResponseDocument } from '../../../src/domain/document.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import type { Rev } from '../../../src/domain/ids.ts';
import { type Result, trouble } from '../../../src/domain/result.ts';
import { nextRev } from '../../../src/domain/revisions.ts';
import type { Live } from '../../../src/domain/signal.ts';
import { type CampaignStore, openCampaignStore } from '../../../src/storage/index.ts';
import type { FetchMediaWhy } from '../../../src/sync/index.ts';
import { InProcessWorker } from '../../support/inProcessWorker.ts';
import { newDisk } from '../../support/phone.ts';

const words = (en: string) => ({ en, ur: `${en} ur`, es: `${en} es` });

const visit = (form_id: string): FormDefinition => ({
  form_id,
  version: '1',
  title: words(form_id),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur', 'es'],
  survey: [
    { type: 'select_one', name: 'school', list_name: 'school', label: words('School') },
    { type: 'select_one', name: 'safe', list_name: 'truth', label: words('Is it safe?') },
    { type: 'text', name: 'said', label: words('In her words') },
  ],
  choices: {
    school: [
      { name: 'none', label: words('None') },
      { name: 'matric', label: words('Matric') },
    ],
    truth: [
      { name: 'true', label: words('True') },
      { name: 'false', label: words('False') },
    ],
  },
});

const CAMPAIGN: DastakDocument = {
  type: 'campaign',
  schema: 1,
  campaign: 'demo',
  title: words('Demo'),
  languages: ['en', 'ur', 'es'],
  purpose: words('To try out'),
  readers: words('All'),
  rounds: [
    { name: 'baseline', title: words('Baseline'), form: 'before' },
    { name: 'endline', title: words('Endline'), form: 'after' },
  ],
  currentRound: 'endline',
  forms: { before: 'form:before:0', after: 'form:after:0', place: 'form:place:0' },
  placeForm: 'place',
  comparisons: [{ question: 'safe', counts: ['true'], label: words('It is safe') }],
  segments: [{ question: 'school', label: words('School') }],
};

export const formDocument = (definition: FormDefinition): DastakDocument => ({
  type: 'form',
  schema: 1,
  campaign: 'demo',
  hash: '0',
  definition,
});

// Node has none of its own.
globalThis.Worker = InProcessWorker as never;

interface Bytes {
  readonly bytes: ArrayBuffer;
  readonly contentType: string;
}

interface OfficeParts {
  reviewer?: string;
  /** What the endpoint answers to who asks for a photo. */
  fetchMedia?: (id: string, store: CampaignStore) => Promise<Result<Bytes, FetchMediaWhy>>;
}

const nothingThere = (): Promise<Result<Bytes, FetchMediaWhy>> => Promise.resolve(trouble('photo-not-here'));

/** A coordinator's device: a store of its own, and a desk over it. */
export async function office({ reviewer = 'sana', fetchMedia = nothingThere }: OfficeParts = {}) {
  let time = 0;
  const now = (): string => new Date(Date.UTC(2026, 10, 22, 9, 0, time++)).toISOString();
  const store = openCampaignStore('test', { ...newDisk(), now });
  await receive(store, 'campaign:demo', CAMPAIGN);
  for (const id of ['before', 'after']) await receive(store, `form:${id}:0`, formDocument(visit(id)));
  const place = { ...visit('place'), subject: 'place' as const };
  await receive(store, 'form:place:0', formDocument(place));
  const wakes = { count: 0 };
  const desk = createDesk({
    store,
    account: {
      id: `${reviewer}@test`,
      name: reviewer,
      url: 'x',
      replica: 'test',
      roles: ['coordinator'],
      addedAt: '',
    },
    device: { clock: { now, today: () => '2026-11-22' }, digest: browserDigest() } as never,
    deviceId: 'desk-1',
    compile: formCompiler(),
    fetchMedia: (id) => fetchMedia(id, store),
    wake: () => {
      wakes.count += 1;
    },
  });
  return { store, desk, wakes };
}

/** As if it had come from the endpoint. */
export async function receive(
  store: CampaignStore,
  id: string,
  document: DastakDocument,
  parent: Rev | null = null,
): Promise<Rev> {
  const body = JSON.parse(canonicalJson(document)) as Record<string, unknown>;
  const rev = nextRev(parent, false, body);
  const leaf = { rev, ancestors: parent === null ? [] : [parent], deleted: false, body };
  await store.replicated.pulled([{ id, leaf }], null, 1);
  return rev;
}

export const interview = (more: Partial<ResponseDocument> = {}): ResponseDocument => ({
  type: 'response',
  schema: 1,
  campaign: 'demo',
  form: 'before',
  formVersion: 'form:before:0',
  subject: 'survey',
  round: 'baseline',
  collector: 'amina',
  device: 'phone-1',
  language: 'ur',
  answers: {},
  trail: {
    startedAt: '2026-11-01T09:00:00Z',
    finalizedAt: '2026-11-01T09:12:00Z',
    activeMs: 1000,
    answersChanged: 0,
  },
  corrections: 0,
  ...more,
});

/** The first value of a live query. */
export const first = <T>(live: Live<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const subscription = live.subscribe((value) => {
      resolve(value);
      queueMicrotask(() => subscription.unsubscribe());
    }, reject);
  });

/** What an export made. */
export function fileOf(made: Result<ExportedFile>): ExportedFile {
  if (!made.ok) throw new Error(made.why);
  return made.value;
}
