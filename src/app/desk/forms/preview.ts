import type { Device } from '../../../device/index.ts';
import type { Answer } from '../../../domain/answer.ts';
import { fileParts } from '../../../domain/files.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import {
  answerQuestion,
  type Clock,
  type FormState,
  openForm,
  pages,
  problems,
} from '../../../domain/form/state.ts';
import { formDocumentId, mediaId, responseId } from '../../../domain/ids.ts';
import { answerDraft, type Draft, startDraft } from '../../../domain/response.ts';
import { ok, type Result, trouble } from '../../../domain/result.ts';
import { signal } from '../../../domain/signal.ts';
import type { CampaignStore, Media } from '../../../storage/index.ts';
import { withLists } from '../../entities.ts';
import { fileOpener, NO_FILES, type OpenFiles } from '../../formFiles.ts';
import { formCompiler, type WholeForm } from '../../forms.ts';
import type { OpenResponse, OpenView } from '../../types.ts';
import { versionWith } from '../publish.ts';
import type { FileToPublish } from '../types.ts';
import { namesPublished } from './reading.ts';
import type { FormPreview } from './types.ts';

type MediaRow = NonNullable<Awaited<ReturnType<Media['get']>>>;
type PreviewDevice = Pick<Device, 'clock' | 'random' | 'digest'>;

/** A run of a form as a phone would run it; answers, pictures and recordings are gone with the page. */
export async function previewForm(
  { store, device }: { store: CampaignStore; device: PreviewDevice },
  given: FormDefinition,
  files: readonly FileToPublish[],
): Promise<Result<FormPreview, 'form-invalid'>> {
  const { definition } = await versionWith(device, given, files);
  const rows = await rowsOf(device, definition, files);
  const here = { store: { media: withRows(store.media, rows) }, device };
  const whole = await fileOpener(here, formCompiler())('preview', { definition });
  if (!whole.ok) return whole;
  const { form, lists } = await withLists(store, whole.value.form);
  const comes = await namesThatCome(store, definition);
  const shown = forAuthor(whole.value.files, lists, comes);
  const taken = new Map<string, Blob>();
  return ok({
    open: openPreview({ form, files: shown }, device, (blob) => {
      const id = mediaId(device.random.uuid());
      taken.set(id, blob);
      return id;
    }),
    photo: async ({ media }) => urlOf(taken.get(media)),
  });
}

/** The files that came with the form, as a phone would hold them. */
async function rowsOf(
  { digest }: Pick<PreviewDevice, 'digest'>,
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
function forAuthor(
  files: OpenFiles = NO_FILES,
  lists: ReadonlySet<string>,
  comes: ReadonlySet<string>,
): OpenFiles {
  const notAdded = async (name: string) => trouble('file-not-added', { name });
  return {
    ...files,
    trouble(name) {
      if (lists.has(name)) return undefined;
      return comes.has(name) ? files.trouble(name) : 'file-not-added';
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
  { form, files }: WholeForm,
  device: PreviewDevice,
  take: (blob: Blob) => ReturnType<typeof mediaId>,
): OpenResponse {
  const clock = (): Clock => ({
    now: device.clock.now(),
    today: device.clock.today(),
    random: () => device.random.share(),
  });
  const { definition } = form;
  const begin = {
    id: responseId('preview'),
    campaign: '',
    formVersion: formDocumentId(definition.form_id, 'preview'),
    round: null,
    collector: '',
    device: '',
    language: definition.default_language,
  };
  const draft = startDraft(form, begin, clock());
  const state = openForm(form, draft.answers, clock());
  const view = signal<OpenView>({ draft, state, pages: pages(form, state), saving: 'saved' });

  const show = (draft: Draft, state: FormState): Promise<void> => {
    view.set({ draft, state, pages: pages(form, state), saving: 'saved' });
    return Promise.resolve();
  };
  const apply: OpenResponse['apply'] = (step) => {
    const next = step(view.get().state, clock());
    return show(answerDraft(view.get().draft, next, clock()), next);
  };
  const answer = (path: string, value: Answer | undefined): Promise<void> =>
    apply((state, now) => answerQuestion(form, state, path, value, now));
  const answerFile = async (path: string, file: Blob, more: object): Promise<Result<void>> => {
    const reference = {
      media: take(file),
      sha256: '0'.repeat(64),
      contentType: file.type,
      bytes: file.size,
      ...more,
    };
    await answer(path, reference as Answer);
    return ok(undefined);
  };

  return {
    form,
    files,
    view,
    current: () => view.get(),
    apply,
    answer,
    addPhoto: (path, file) => answerFile(path, file, { widthPx: 0, heightPx: 0 }),
    addFile: (path, file) => answerFile(path, file, file instanceof File ? { name: file.name } : {}),
    goTo: (position) => show({ ...view.get().draft, position }, view.get().state),
    setLanguage: (language) => show({ ...view.get().draft, language }, view.get().state),
    async finalize() {
      const found = problems(form, view.get().state);
      return found.length > 0
        ? { ...trouble('incomplete', { count: found.length }), problems: found }
        : ok(view.get().draft.id);
    },
    close: () => Promise.resolve(),
  };
}
