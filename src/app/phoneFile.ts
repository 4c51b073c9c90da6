import type { MediaRow, StoredDocument } from '../storage/index.ts';
import type { WorkParts } from './work.ts';

/**
 * Everything finished that this person has on this phone, as one file: the last resort when no network will do. A
 * coordinator imports it; what later travels by network as well is recognised by its revision and not doubled.
 */
export async function phoneFile(parts: WorkParts): Promise<{ name: string; blob: Blob; records: number }> {
  const { bundleName, writeBundle } = await import('../exchange/index.ts');
  const { store, account, device, deviceId, version } = parts;
  const responses = await store.documents.responses({ collector: account.name });
  const media = (await store.documents.ofType('media')).filter(({ body }) => body.collector === account.name);
  const here = await presentOf(parts, media);
  const header = {
    campaign: responses[0]?.body.campaign ?? '',
    collector: account.name,
    device: deviceId,
    savedAt: device.clock.now(),
    appVersion: version,
    documents: responses.length + media.length,
    photos: here.length,
  };
  return {
    name: bundleName(header),
    blob: await writeBundle(header, [...responses, ...media].flatMap(leaves), photosOf(parts, here)),
    records: responses.length,
  };
}

const leaves = ({ id, leaves }: Pick<StoredDocument, 'id' | 'leaves'>) =>
  leaves.map((leaf) => ({ id, leaf }));

/** Photos whose bytes are on this phone; others' came as names only. */
async function presentOf({ store }: WorkParts, media: readonly { id: string }[]): Promise<string[]> {
  const present = await Promise.all(media.map(async ({ id }) => ((await store.media.has(id)) ? [id] : [])));
  return present.flat();
}

async function* photosOf({ store }: WorkParts, ids: readonly string[]): AsyncGenerator<MediaRow> {
  for (const id of ids) {
    const row = await store.media.get(id);
    if (row !== undefined) yield row;
  }
}
