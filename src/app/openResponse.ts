import type { Device } from '../device/index.ts';
import type { Answer } from '../domain/answer.ts';
import type { ResponseDocument } from '../domain/document.ts';
import type { EntityEvent } from '../domain/entities/fold.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import { questionAt } from '../domain/form/recompute.ts';
import { answerQuestion, type Clock, type FormState, openForm, pages } from '../domain/form/state.ts';
import { answerDraft, type Draft, moveDraft } from '../domain/response.ts';
import { ok, type Result, type Trouble, trouble } from '../domain/result.ts';
import { signal } from '../domain/signal.ts';
import { asResult, type CampaignStore, type Hand } from '../storage/index.ts';
import type { Companion } from './companion.ts';
import type { WholeForm } from './forms.ts';
import { loaded } from './loaded.ts';
import type { FinalizeResult, OpenResponse, OpenView } from './types.ts';

interface Opened extends WholeForm {
  draft: Draft;
  hand: Hand;
  store: CampaignStore;
  device: Device;
  /** Under whose name it goes to the outbox. */
  author: string;
  onFinalized(): void;
  /** Not what corrects something that the coordinator has decided about meanwhile. */
  mayFinalize(): Promise<Result<void, 'already-reviewed' | 'not-loaded'>>;
  /** The draft to save after a change; absent: as the change made it. */
  follow?: Companion['follow'] | undefined;
  /** Other tabs may take it now. */
  letGo(): void;
}

/**
 * A draft in a person's hands. The screen shows `view`, which changes at once; as soon as that is drawn the change
 * is saved in one strict transaction. Saves are queued in order, so that a quick second answer cannot be overtaken by the first.
 */
export function openResponse(opened: Opened): OpenResponse {
  const { form, hand, store, device, author } = opened;
  const clock = (draft = view.get().draft): Clock => ({
    now: device.clock.now(),
    today: device.clock.today(),
    random: () => device.random.share(),
    seed: draft.id,
    language: draft.language,
    lastSaved: opened.lastSaved,
  });
  const first = openForm(form, opened.draft.answers, clock(opened.draft));
  const view = signal<OpenView>({
    draft: opened.draft,
    state: first,
    pages: pages(form, first),
    saving: 'saved',
  });
  let saving: Promise<void> = Promise.resolve();
  /** A photo on its way belongs to the response, however quickly she finishes it. */
  let developing: Promise<unknown> = Promise.resolve();
  let newest = 0;
  let isFinalized = false;

  function change(next: Pick<OpenView, 'draft' | 'state'>): Promise<void> {
    // What was finished is a document now: saving it as a draft would raise the draft again beside it.
    if (isFinalized) return saving;
    newest += 1;
    const mine = newest;
    const draft = opened.follow?.(view.get(), next) ?? next.draft;
    view.set({ ...next, draft, pages: pages(form, next.state), saving: 'saving' });
    // Reading and writing the draft takes as long as drawing the answer does: she sees it first.
    saving = Promise.all([saving, device.drawn()])
      .then(() => asResult(store.drafts.save(draft, hand)))
      .then((saved) => settle(mine, saved.ok ? { saving: 'saved' } : { saving: 'failed', trouble: saved }));
    return saving;
  }

  /** An older save says nothing of the newer answer that is on the screen. */
  function settle(which: number, outcome: { saving: 'saved' | 'failed'; trouble?: Trouble }): void {
    if (which !== newest) return;
    const { draft, state, pages } = view.get();
    view.set({ draft, state, pages, ...outcome });
  }

  async function apply(step: (state: FormState, clock: Clock) => FormState): Promise<void> {
    const { draft, state } = view.get();
    const now = clock();
    const next = step(state, now);
    const answered = answerDraft(draft, next, now);
    // A photo that was taken and replaced still belongs to this draft: finalizing or discarding clears it away.
    const media = [...new Set([...draft.media, ...answered.media])];
    await change({ draft: { ...answered, media }, state: next });
  }

  const answer = (path: string, value: Answer | undefined): Promise<void> =>
    apply((state, now) => answerQuestion(form, state, path, value, now));

  function addMedia(path: string, file: Blob, as: 'photo' | 'file'): Promise<Result<void>> {
    const added = keep(path, file, as);
    developing = Promise.allSettled([developing, added]);
    return added;
  }

  async function keep(path: string, file: Blob, as: 'photo' | 'file'): Promise<Result<void>> {
    // No first question needs a picture: the code for it comes now, and may not be to be had.
    const kept = await import('./keepMedia.ts')
      .then(({ KEEPERS }) => KEEPERS[as](store, device, view.get().draft, file, questionAt(form, path).row))
      .catch(() => trouble('not-loaded'));
    if (!kept.ok) return kept;
    await answer(path, kept.value);
    return ok(undefined);
  }

  async function finalize(): Promise<FinalizeResult> {
    await developing;
    await saving;
    const may = await opened.mayFinalize();
    if (!may.ok) return may;
    const { draft, state } = view.get();
    const { clockAheadMs } = await store.syncState.get(author);
    const code = await loaded(import('../domain/finalize.ts'));
    if (!code.ok) return code;
    const body = code.value.finalizeResponse(form, draft, state, clock(), clockAheadMs);
    if (!body.ok) return body;
    const also = form.definition.entities && (await entitiesOf(form, state, store, draft.id, body.value));
    if (also?.ok === false) return also;
    const kept = await asResult(store.write.finalize(draft, body.value, author, hand, also?.value));
    if (!kept.ok) return kept;
    isFinalized = true;
    opened.letGo();
    opened.onFinalized();
    return ok(draft.id);
  }

  return {
    form,
    files: opened.files,
    view,
    current: () => view.get(),
    apply,
    answer,
    addPhoto: (path, file) => addMedia(path, file, 'photo'),
    addFile: (path, file) => addMedia(path, file, 'file'),
    finalize,
    goTo(position) {
      const { draft, state } = view.get();
      return change({ draft: moveDraft(draft, position, clock()), state });
    },
    setLanguage(language) {
      const { draft, state } = view.get();
      return change({ draft: { ...draft, language }, state });
    },
    async close() {
      try {
        await developing;
        await saving;
      } finally {
        opened.letGo();
      }
    },
  };
}

/** What a response says of the things of its form's lists; only forms with lists bring the code for it. */
async function entitiesOf(
  form: CompiledForm,
  state: FormState,
  store: CampaignStore,
  id: string,
  body: ResponseDocument,
): Promise<Result<readonly EntityEvent[], 'not-loaded'>> {
  const code = await loaded(import('./entities.ts'));
  return code.ok ? ok(await code.value.entityEvents(form, state, store, id, body)) : code;
}
