import type { Device } from '../../../device/index.ts';
import type { Answer } from '../../../domain/answer.ts';
import { contentTypeOf } from '../../../domain/files.ts';
import { type CompiledForm, compileForm } from '../../../domain/form/compile.ts';
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
import type { OpenResponse, OpenView } from '../../types.ts';
import type { FileToPublish } from '../types.ts';
import type { FormPreview } from './types.ts';

type PreviewDevice = Pick<Device, 'clock' | 'random'>;

/** A run of a form as a phone would run it; answers, pictures and recordings are gone with the page. */
export async function previewForm(
  { device }: { device: PreviewDevice },
  definition: FormDefinition,
  files: readonly FileToPublish[],
): Promise<Result<FormPreview, 'form-invalid'>> {
  const { EXTENSION } = await import('../../../domain/form/extended/index.ts');
  const form = compileForm(definition, EXTENSION);
  if (!form.ok) return form;
  const taken = new Map<string, Blob>();
  const given = new Map(files.map((file) => [file.name, file]));
  return ok({
    open: openPreview(form.value, device, (blob) => {
      const id = mediaId(device.random.uuid());
      taken.set(id, blob);
      return id;
    }),
    photo: async ({ media }) => urlOf(taken.get(media)),
    attachment: async (name) => {
      const file = given.get(name);
      if (file === undefined || !('bytes' in file)) return trouble('gone');
      return urlOf(new Blob([file.bytes], { type: contentTypeOf(name) }));
    },
  });
}

const urlOf = (blob: Blob | undefined): Result<{ url: string }> =>
  blob === undefined ? trouble('gone') : ok({ url: URL.createObjectURL(blob) });

/** As `openResponse.ts`, over nothing that lasts: every save is done at once. */
function openPreview(
  form: CompiledForm,
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
