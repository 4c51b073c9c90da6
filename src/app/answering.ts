import type { Device } from '../device/index.ts';
import type { Answers } from '../domain/answer.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import { answerQuestion, type Clock, type FormState, openForm, pages } from '../domain/form/state.ts';
import { answerDraft, type Draft, moveDraft } from '../domain/response.ts';
import { type Signal, signal } from '../domain/signal.ts';
import type { Account } from '../storage/index.ts';
import type { OpenResponse, OpenView } from './types.ts';

/** Who asks, and with what. */
export interface Asker {
  readonly account: Pick<Account, 'name'>;
  readonly deviceId: string;
  readonly device: Pick<Device, 'clock' | 'random'>;
}

/** All that a form may ask of the world around a response. */
export const clockOf = (
  { account, deviceId, device }: Asker,
  { id, language }: Pick<Draft, 'id' | 'language'>,
  lastSaved: Answers | undefined,
): Clock => ({
  now: device.clock.now(),
  today: device.clock.today(),
  random: () => device.random.share(),
  seed: id,
  language,
  who: { username: account.name, deviceid: deviceId },
  lastSaved,
});

interface Asked extends Asker {
  readonly form: CompiledForm;
  readonly draft: Draft;
  readonly lastSaved?: Answers | undefined;
}

type Steps = Pick<OpenResponse, 'form' | 'current' | 'apply' | 'answer' | 'goTo' | 'setLanguage'>;

interface Answering {
  clock(): Clock;
  readonly steps: Steps & { readonly view: Signal<OpenView> };
}

/**
 * A draft that somebody answers, and what follows from each of her steps: the same on a phone and where a form's author
 * tries it out.
 * @param change shows what a step has made of it, and keeps it where anything is kept
 */
export function answering(asked: Asked, change: (next: OpenView) => Promise<void>): Answering {
  const { form, draft: first, lastSaved } = asked;
  const clock = (draft: Draft = current().draft): Clock => clockOf(asked, draft, lastSaved);
  const shown = (draft: Draft, state: FormState): OpenView => ({
    draft,
    state,
    pages: pages(form, state),
    saving: 'saved',
  });
  const view: Signal<OpenView> = signal(shown(first, openForm(form, first.answers, clock(first))));
  const current = view.get;

  async function apply(step: (state: FormState, clock: Clock) => FormState): Promise<void> {
    const { draft, state } = current();
    const now = clock();
    const next = step(state, now);
    const answered = answerDraft(draft, next, now);
    // A photo that was taken and replaced still belongs to this draft: finalizing or discarding clears it away.
    const media = [...new Set([...draft.media, ...answered.media])];
    await change(shown({ ...answered, media }, next));
  }

  const redraft = (draft: Draft): Promise<void> => change(shown(draft, current().state));

  return {
    clock,
    steps: {
      form,
      view,
      current,
      apply,
      answer: (path, value) => apply((state, now) => answerQuestion(form, state, path, value, now)),
      goTo: (position) => redraft(moveDraft(current().draft, position, clock())),
      setLanguage: (language) => redraft({ ...current().draft, language }),
    },
  };
}
