import type { ResponseId } from '../domain/ids.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { clockOf } from './answering.ts';
import type { DraftHolder } from './draftHolder.ts';
import type { FormCompiler, FormOpener } from './forms.ts';
import { loaded } from './loaded.ts';
import { openResponse } from './openResponse.ts';
import type { OpenResponse, OpenWhy } from './types.ts';
import { storedOfType } from './views/stored.ts';
import type { WorkParts } from './work.ts';

interface HandParts extends Pick<WorkParts, 'account' | 'store' | 'device' | 'deviceId'> {
  readonly holder: DraftHolder;
  readonly compile: FormCompiler;
  readonly openForm: FormOpener;
  onFinalized(): void;
}

/** Her drafts that are open in this tab. */
export interface DraftsInHand {
  open(id: ResponseId): Promise<Result<OpenResponse, OpenWhy>>;
  /** Waits for what is being saved; what cannot be is told where it is open. */
  closeAll(): Promise<void>;
}

/**
 * Takes drafts in hand, each in one tab at a time: held, read, asked with its form as it is on the phone now, and with
 * the companion that its form wants.
 */
export function draftsInHand(parts: HandParts): DraftsInHand {
  const { account, store, device, holder, compile, openForm } = parts;
  const inHand = new Set<OpenResponse>();

  async function open(id: ResponseId): Promise<Result<OpenResponse, OpenWhy>> {
    const letGo = await holder.hold(id);
    if (letGo === undefined) return trouble('open-elsewhere');
    const opened = await openHeld(id, letGo).catch((error: unknown) => {
      letGo();
      throw error;
    });
    if (!opened.ok) letGo();
    return opened;
  }

  async function openHeld(id: ResponseId, letGo: () => void): Promise<Result<OpenResponse, OpenWhy>> {
    const taken = await store.drafts.take(id, device.random.hex(8));
    if (taken === undefined || taken.draft.collector !== account.name) return trouble('gone');
    const { draft: left } = taken;
    const source =
      compile.known(left.formVersion) ?? (await storedOfType(store, left.formVersion, 'form'))?.body;
    if (source === undefined) return trouble('form-missing');
    const opened = await openForm(left.formVersion, source, id);
    if (!opened.ok) return opened;
    const { form, lastSaved } = opened.value;
    const draft = opened.value.caughtUp?.(left, clockOf(parts, left, lastSaved)) ?? left;
    const company = form.extended && (await loaded(import('./companion.ts')));
    if (company?.ok === false) return company;
    const companion = company?.value.companionOf(form, device, draft);
    const bare = openResponse({
      ...parts,
      ...opened.value,
      ...taken,
      draft,
      follow: companion?.follow,
      letGo() {
        inHand.delete(open);
        letGo();
      },
      async mayFinalize() {
        if (draft.corrects === null) return ok(undefined);
        const code = await loaded(import('./corrections.ts'));
        return code.ok ? code.value.mayBeCorrected(store, id) : code;
      },
    });
    const open = companion?.accompany(bare) ?? bare;
    inHand.add(open);
    void company?.value.prepareChoices(open, device, () => inHand.has(open));
    return ok(open);
  }

  return {
    open,
    async closeAll() {
      await Promise.allSettled([...inHand].map((open) => open.close()));
    },
  };
}
