import { createHash } from 'node:crypto';
import { fetchFiles, type WantedPart } from '../../src/sync/fetchFiles.ts';
import { connect } from '../../src/sync/index.ts';
import { DATABASE, type Device } from './device.ts';
import type { Act } from './people.ts';
import type { Town } from './town.ts';

/** The files that come with forms: fetched beside everything else, and kept when they are what their names say. */

interface FileRow {
  readonly id: string;
  readonly bytes: ArrayBuffer;
}

const sha256Of = (bytes: ArrayBuffer): string =>
  createHash('sha256').update(new Uint8Array(bytes)).digest('hex');

const FILE_BYTES = 400;

/** An administrator uploads some; one of them the endpoint has lost. */
export function publishesFiles({ server, oddities, ledger }: Town): void {
  if (server.isDown) return;
  ledger.saw('files published');
  const count = 2 + oddities.below(6);
  for (let file = 0; file < count; file++) {
    const bytes = Uint8Array.from({ length: FILE_BYTES + oddities.below(FILE_BYTES) }, () =>
      oddities.below(256),
    );
    server.publishFile(sha256Of(bytes.buffer), bytes, file === 0 && oddities.is(0.4));
  }
}

/** After a session that went well, as `app/replication.ts` does. */
export const fetchesFiles: Act = async (town, tab) => {
  const { ledger, server } = town;
  const life = tab.open();
  if ((await life.loop.runNow())?.trouble !== null) return;
  const { store } = life;
  const here = new Set(await store.media.fileIds());
  const documents = (await store.documents.ofType('file')).filter(({ id }) => !here.has(id));
  const password = await life.parts.password();
  if (documents.length === 0 || password === undefined) return;
  const wanted = documents.map(({ id, rev }): WantedPart => ({ id, rev, sha256: id.slice('file:'.length) }));
  const damaged = (): number =>
    ledger.count('photo garbled') +
    ledger.count('answer cut') +
    server.stops +
    ledger.count('database reset');
  const before = damaged();
  losesOne(town, tab.device);
  const fetched = await fetchFiles(await connect(life.parts, password), wanted, {
    sha256Hex: async (bytes) => sha256Of(bytes),
    keep: ({ id, sha256 }, bytes) => store.media.add({ ...NO_PHOTO, id, sha256, bytes }),
    isOver: () => life !== tab.life,
  });
  ledger.saw(`files: ${fetched.ok ? 'all asked for' : fetched.why}`);
  if (!fetched.ok && fetched.why === 'wrong-password') life.refused();
  const says = (what: string): void => void ledger.violations.push(`${tab.name} ${what}`);
  const kept = filesOn(tab.device);
  for (const { id, bytes } of kept) if (id !== `file:${sha256Of(bytes)}`) says(`keeps another file as ${id}`);
  if (!fetched.ok) return;
  const lacking = new Set(fetched.value.map(({ id }) => id));
  for (const { id } of wanted)
    if (!lacking.has(id) && !kept.some((row) => row.id === id)) says(`has fetched ${id}, and has it not`);
  // Nothing was damaged on the way, and the endpoint has it.
  if (damaged() === before)
    for (const id of lacking) if (server.hasFile(id)) says(`takes for lacking what is there: ${id}`);
};

/** The link breaks in the middle of them: that is no word of the endpoint. */
function losesOne({ weather, oddities }: Town, device: Device): void {
  if (weather.plan || oddities.is(0.6)) return;
  weather.plan = (asking, { path }) => {
    if (asking !== device || !path.startsWith('/file%3A')) return undefined;
    weather.plan = undefined;
    return { kind: 'request lost' };
  };
}

const NO_PHOTO = {
  response: '',
  campaign: '',
  contentType: 'application/octet-stream',
  collector: '',
} as const;

const filesOn = ({ disk }: Device): readonly FileRow[] =>
  (disk.rows(DATABASE, 'media') as FileRow[]).filter(({ id }) => id.startsWith('file:'));
