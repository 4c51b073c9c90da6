import { documentIdsOf } from '../domain/fileIds.ts';
import type { FormFile } from '../domain/form/definition.ts';
import { asResult, type CampaignStore } from '../storage/index.ts';
import type { WantedPart } from '../sync/fetchFiles.ts';
import type { Endpoint, SessionParts } from '../sync/index.ts';
import { campaignView } from './views/campaign.ts';
import { storedOfType } from './views/stored.ts';
import type { WorkParts } from './work.ts';

/** Until what broke off is tried again: sooner would beat a link that just broke, later keeps people from leaving. */
const AGAIN_MS = 30_000;

interface Surroundings {
  connect(session: SessionParts, password: string): Promise<Endpoint>;
  isOver(): boolean;
  /** Asks for another session, after which this is tried again. */
  again(): void;
  /** The endpoint refuses her password. */
  refused(): void;
}

/** Of each sign-in of a person: one run at a time. */
const keepings = new WeakMap<SessionParts, () => Promise<void>>();

/**
 * Brings the files that a person's forms need to the phone, and lets go of those that nobody needs any more: of the
 * versions that are asked now, and of those that she has begun to answer. Called while that goes on, it waits for it.
 */
export async function keepFiles(
  parts: WorkParts,
  session: SessionParts,
  surroundings: Surroundings,
): Promise<void> {
  if ((await parts.store.documents.countOfType('file')) === 0) return;
  const keeping = keepings.get(session) ?? fileKeeping(parts, session, surroundings);
  keepings.set(session, keeping);
  await keeping();
}

function fileKeeping(
  { store, device, account }: WorkParts,
  session: SessionParts,
  { connect, isOver, again, refused }: Surroundings,
): () => Promise<void> {
  /** Revisions whose bytes the endpoint lacks or has damaged: asked for again when the app is opened anew. */
  const lacking = new Set<string>();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const files = await filesNeeded(store, account.name);
    if (files === undefined) return;
    const needed = new Set(files.flatMap(documentIdsOf));
    const here = new Set(await store.media.fileIds());
    const wanted = await partsIn(
      store,
      [...needed].filter((id) => !here.has(id)),
    );
    const isComplete = await fetchAll(wanted.filter(({ rev }) => !lacking.has(rev)));
    if (isComplete && !isOver()) await (await store.formFiles()).drop(needed);
  }

  /** @returns whether it came to its end */
  async function fetchAll(wanted: readonly WantedPart[]): Promise<boolean> {
    if (wanted.length === 0) return true;
    const { fetchFiles } = await import('../sync/fetchFiles.ts');
    const password = await session.password();
    // She must sign in again, and is asked to by what sends her answers.
    if (password === undefined) return false;
    const fetched = await fetchFiles(await connect(session, password), wanted, {
      sha256Hex: device.digest.sha256Hex,
      keep: ({ id, sha256 }, bytes) =>
        store.media.add({ ...NO_PHOTO, id, sha256, bytes, collector: account.name }),
      isOver,
    });
    if (fetched.ok) for (const { rev } of fetched.value) lacking.add(rev);
    else if (fetched.why === 'wrong-password') refused();
    else void device.sleep(AGAIN_MS).then(() => (isOver() ? undefined : again()));
    return fetched.ok;
  }

  async function alone(): Promise<void> {
    // Two tabs would fetch everything twice.
    const name = `dastak-files-${store.replica}`;
    try {
      // What the phone has no room for is missing, and is said where it is missed.
      await asResult(device.locks.request(name, run));
    } finally {
      running = undefined;
    }
  }

  return () => {
    running ??= alone();
    return running;
  };
}

const NO_PHOTO = {
  response: '',
  campaign: '',
  contentType: 'application/octet-stream',
} as const;

/** Undefined before the campaign is here. */
async function filesNeeded(store: CampaignStore, collector: string): Promise<FormFile[] | undefined> {
  const view = await campaignView(store);
  if (view === null) return undefined;
  const drafts = await store.drafts.list(collector);
  const versions = new Set(drafts.map(({ formVersion }) => formVersion));
  const begun = await Promise.all([...versions].map((id) => storedOfType(store, id, 'form')));
  return [...view.forms.values(), ...begun.flatMap((form) => (form ? { document: form.body } : []))].flatMap(
    ({ document }) => document.definition.files ?? [],
  );
}

/** What the pull told of them; those that the endpoint does not have are not among them. */
async function partsIn(store: CampaignStore, ids: readonly string[]): Promise<WantedPart[]> {
  const stored = await Promise.all(ids.map((id) => storedOfType(store, id, 'file')));
  return stored.flatMap((file) => {
    if (file === undefined) return [];
    const { id, rev, body } = file;
    // A whole file is what its name says; of a part, only its document says what it is.
    const [, whole = '', part] = id.split(':');
    return { id, rev, sha256: part === undefined ? whole : body.sha256 };
  });
}
