import type { Device } from '../device/index.ts';
import type { ResponseDocument } from '../domain/document.ts';
import type { EntityEvent } from '../domain/entities/fold.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import { questionAt } from '../domain/form/recompute.ts';
import type { FormState } from '../domain/form/state.ts';
import type { Draft } from '../domain/response.ts';
import { ok, type Result, type Trouble, trouble } from '../domain/result.ts';
import { asResult, type CampaignStore, type Hand } from '../storage/index.ts';
import { type Asker, answering } from './answering.ts';
import type { Companion } from './companion.ts';
import type { WholeForm } from './forms.ts';
import { loaded } from './loaded.ts';
import type { FinalizeResult, OpenResponse, OpenView } from './types.ts';

interface Opened extends WholeForm, Asker {
  draft: Draft;
  hand: Hand;
  store: CampaignStore;
  device: Device;
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
  const { form, hand, store, device } = opened;
  const { name } = opened.account;
  const { clock, steps } = answering(opened, change);
  const { view } = steps;
  let saving: Promise<void> = Promise.resolve();
  /** A photo on its way belongs to the response, however quickly she finishes it. */
  let developing: Promise<unknown> = Promise.resolve();
  let newest = 0;
  let isFinalized = false;

  function change(next: OpenView): Promise<void> {
    // What was finished is a document now: saving it as a draft would raise the draft again beside it.
    if (isFinalized) return saving;
    newest += 1;
    const mine = newest;
    const draft = opened.follow?.(view.get(), next) ?? next.draft;
    view.set({ ...next, draft, saving: 'saving' });
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
    await steps.answer(path, kept.value);
    return ok(undefined);
  }

  async function finalize(): Promise<FinalizeResult> {
    await developing;
    await saving;
    const may = await opened.mayFinalize();
    if (!may.ok) return may;
    const { draft, state } = view.get();
    const { clockAheadMs } = await store.syncState.get(name);
    const code = await loaded(import('../domain/finalize.ts'));
    if (!code.ok) return code;
    const body = code.value.finalizeResponse(form, draft, state, clock(), clockAheadMs);
    if (!body.ok) return body;
    const also = form.definition.entities && (await entitiesOf(form, state, store, draft.id, body.value));
    if (also?.ok === false) return also;
    const kept = await asResult(store.write.finalize(draft, body.value, name, hand, also?.value));
    if (!kept.ok) return kept;
    isFinalized = true;
    opened.letGo();
    opened.onFinalized();
    return ok(draft.id);
  }

  return {
    ...steps,
    files: opened.files,
    addPhoto: (path, file) => addMedia(path, file, 'photo'),
    addFile: (path, file) => addMedia(path, file, 'file'),
    finalize,
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
