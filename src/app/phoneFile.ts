import type { Draft } from '../domain/response.ts';
import { mediaDocumentsIn } from '../domain/response.ts';
import type { MediaRow, StoredDocument } from '../storage/index.ts';
import type { PhoneFile } from './types.ts';
import type { WorkParts } from './work.ts';

/**
 * Everything on this phone as one file: the last resort when no network will do. All that this person finished, what
 * others finished and the endpoint has not confirmed, and her own drafts, which stay drafts. Others' work goes along
 * because this phone may never meet a network again, and then the file is its only way out; it was finished for the
 * coordinator, who gets the file. Other people's drafts are theirs alone and stay out. What later travels by network
 * as well is recognised by its revision and not doubled.
 */
export async function phoneFile(parts: WorkParts): Promise<PhoneFile> {
  const { bundleName, writeBundle } = await import('../exchange/index.ts');
  const { store, account, device, deviceId, version } = parts;
  // A draft does not say that it is one of practice: there it stays.
  const drafts = store.mode === undefined ? await store.drafts.list(account.name) : [];
  const responses = await store.documents.responses({ collector: account.name });
  const media = (await store.documents.ofType('media')).filter(({ body }) => body.collector === account.name);
  const entities = (await store.documents.ofType('entity')).filter(
    ({ body }) => body.collector === account.name,
  );
  const hers = [...responses, ...entities, ...media];
  const others = await unsentBeside(parts, new Set(hers.map(({ id }) => id)));
  const documents = [...hers, ...others];
  const photos = await presentOf(parts, [...media, ...others, ...drafts.flatMap(photosOfDraft)]);
  const header = {
    campaign: (responses[0]?.body ?? drafts[0] ?? others[0]?.body)?.campaign ?? '',
    collector: account.name,
    device: deviceId,
    savedAt: device.clock.now(),
    appVersion: version,
    documents: documents.flatMap(leaves).length,
    drafts: drafts.length,
    photos: photos.length,
  };
  return {
    name: bundleName(header),
    blob: await writeBundle(header, {
      documents: documents.flatMap(leaves),
      drafts,
      photos: photosOf(parts, photos),
    }),
    records: responses.length,
    drafts: drafts.length,
    ofOthers: others.filter(isResponse).length,
  };
}

const leaves = ({ id, leaves }: Pick<StoredDocument, 'id' | 'leaves'>) =>
  leaves.map((leaf) => ({ id, leaf }));

const isResponse = ({ id }: { id: string }): boolean => id.startsWith('response:');
const isCarried = (document: { id: string }): boolean =>
  isResponse(document) || /^(?:media|entity):/.test(document.id);

const photosOfDraft = ({ answers }: Draft): { id: string }[] =>
  mediaDocumentsIn(answers).map((id) => ({ id }));

/**
 * Responses and photos of others that wait here or were refused by the endpoint, whoever was to send them: those of
 * whoever else has signed in, and what a coordinator imported.
 */
async function unsentBeside({ store }: WorkParts, hers: ReadonlySet<string>) {
  const refused = (await store.quarantine.list()).flatMap(({ entry }) => entry ?? []);
  const waiting = [...(await store.outbox.list()), ...refused].filter(isCarried);
  const ids = [...new Set(waiting.map(({ id }) => id))].filter((id) => !hers.has(id));
  const found = await store.documents.getMany(ids);
  return found
    .flatMap((document) => document ?? [])
    .map(({ id, leaves, body }) => ({ id, leaves, body: { campaign: String(body['campaign'] ?? '') } }));
}

/** Photos whose bytes are on this phone, each once; others' came as names only. */
async function presentOf({ store }: WorkParts, media: readonly { id: string }[]): Promise<string[]> {
  const ids = [...new Set(media.map(({ id }) => id))];
  const present = await Promise.all(ids.map(async (id) => ((await store.media.has(id)) ? [id] : [])));
  return present.flat();
}

async function* photosOf({ store }: WorkParts, ids: readonly string[]): AsyncGenerator<MediaRow> {
  for (const id of ids) {
    const row = await store.media.get(id);
    if (row !== undefined) yield row;
  }
}
