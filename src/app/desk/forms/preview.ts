import type { Device } from '../../../device/index.ts';
import type { Answer } from '../../../domain/answer.ts';
import { fileParts } from '../../../domain/files.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { problems } from '../../../domain/form/state.ts';
import { formDocumentId, mediaId, responseId } from '../../../domain/ids.ts';
import { startDraft } from '../../../domain/response.ts';
import { ok, type Result, trouble } from '../../../domain/result.ts';
import type { CampaignStore, Media } from '../../../storage/index.ts';
import { type Asker, answering, clockOf } from '../../answering.ts';
import { NO_FILES, type OpenFiles } from '../../formFiles.ts';
import { formCompiler, type WholeForm } from '../../forms.ts';
import type { OpenResponse } from '../../types.ts';
import { wholeForms } from '../../wholeForm.ts';
import type { DeskParts } from '../index.ts';
import { versionWith } from '../publish.ts';
import type { FileToPublish } from '../types.ts';
import { namesPublished } from './reading.ts';
import type { FormPreview } from './types.ts';

type MediaRow = NonNullable<Awaited<ReturnType<Media['get']>>>;
type PreviewParts = Pick<DeskParts, 'store' | 'account' | 'device' | 'deviceId'>;

/**
 * A run of a form as her own phone would ask it; answers, pictures and recordings are gone with the page. Nobody is
 * asked for a place that a form takes by itself, and no log is kept.
 * @param language in which it begins to be asked
 */
export async function previewForm(
  parts: PreviewParts,
  given: FormDefinition,
  files: readonly FileToPublish[],
  language: string,
): Promise<Result<FormPreview, 'form-invalid'>> {
  const { store, device } = parts;
  const { definition } = await versionWith(device, given, files);
  const rows = await rowsOf(device, definition, files);
  const here = { ...parts, store: { ...store, media: withRows(store.media, rows) } };
  const whole = await wholeForms(here, formCompiler())('preview', { definition });
  if (!whole.ok) return whole;
  const comes = await namesThatCome(store, definition);
  const shown = { ...whole.value, files: forAuthor(whole.value.files, comes) };
  const taken = new Map<string, Blob>();
  return ok({
    open: openPreview(parts, shown, language, (blob) => {
      const id = mediaId(device.random.uuid());
      taken.set(id, blob);
      return id;
    }),
    photo: async ({ media }) => urlOf(taken.get(media)),
  });
}

/** The files that came with the form, as a phone would hold them. */
async function rowsOf(
  { digest }: Pick<Device, 'digest'>,
  { files: entries = [] }: FormDefinition,
  files: readonly FileToPublish[],
): Promise<Map<string, MediaRow>> {
  const rows = new Map<string, MediaRow>();
  for (const entry of entries) {
    const file = files.find(({ name }) => name === entry.name);
    if (file === undefined || !('bytes' in file)) continue;
    for (const { id, sha256, bytes } of await fileParts(entry, file.bytes, digest.sha256Hex))
      rows.set(id, { ...NOBODYS, id, sha256, bytes, contentType: entry.content_type });
  }
  return rows;
}

/** Names that the form may give without anybody adding a file: those of its files, and of lists that a form fills. */
async function namesThatCome(
  store: CampaignStore,
  { files = [], entities = [] }: FormDefinition,
): Promise<ReadonlySet<string>> {
  const { filled } = await namesPublished(store);
  const own = entities.map(({ list_name }) => `${list_name}.csv`);
  return new Set([...files.map(({ name }) => name), ...own, ...filled]);
}

/** The files of the run: what nobody added is not on its way, as it may be to a phone. */
function forAuthor(files: OpenFiles = NO_FILES, comes: ReadonlySet<string>): OpenFiles {
  const notAdded = async (name: string) => trouble('file-not-added', { name });
  return {
    ...files,
    trouble(name) {
      const why = files.trouble(name);
      return why === undefined || comes.has(name) ? why : 'file-not-added';
    },
    url: (name) => (comes.has(name) ? files.url(name) : notAdded(name)),
    shapes: (name) => (comes.has(name) ? files.shapes(name) : notAdded(name)),
  };
}

const NOBODYS = { digest: '', campaign: '', collector: '', response: '' };

/** Files of the version before that the form goes on using lie on this device. */
const withRows = (media: Media, rows: ReadonlyMap<string, MediaRow>): Media => ({
  ...media,
  get: async (id) => rows.get(id) ?? media.get(id),
  fileIds: async () => [...rows.keys(), ...(await media.fileIds())],
});

const urlOf = (blob: Blob | undefined): Result<{ url: string }> =>
  blob === undefined ? trouble('gone') : ok({ url: URL.createObjectURL(blob) });

/** As `openResponse.ts`, over nothing that lasts: every save is done at once. */
function openPreview(
  asker: Asker & Pick<PreviewParts, 'device'>,
  { form, files, lastSaved }: WholeForm,
  language: string,
  take: (blob: Blob) => ReturnType<typeof mediaId>,
): OpenResponse {
  const begin = {
    id: responseId(asker.device.random.uuid()),
    campaign: '',
    formVersion: formDocumentId(form.definition.form_id, 'preview'),
    round: null,
    collector: asker.account.name,
    device: asker.deviceId,
    language,
  };
  const draft = startDraft(form, begin, clockOf(asker, begin, lastSaved));
  const { steps } = answering({ ...asker, form, draft, lastSaved }, async (next) => steps.view.set(next));

  const answerFile = async (path: string, file: Blob, more: object): Promise<Result<void>> => {
    const reference = {
      media: take(file),
      sha256: '0'.repeat(64),
      contentType: file.type,
      bytes: file.size,
      ...more,
    };
    await steps.answer(path, reference as Answer);
    return ok(undefined);
  };

  return {
    ...steps,
    files,
    addPhoto: (path, file) => answerFile(path, file, { widthPx: 0, heightPx: 0 }),
    addFile: (path, file) => answerFile(path, file, file instanceof File ? { name: file.name } : {}),
    async finalize() {
      const found = problems(form, steps.current().state);
      return found.length > 0
        ? { ...trouble('incomplete', { count: found.length }), problems: found }
        : ok(begin.id);
    },
    close: () => Promise.resolve(),
  };
}
