import { isEmptyDraft } from '../../domain/emptyDraft.ts';
import type { CompiledForm } from '../../domain/form/compile.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { progressAt } from '../../domain/form/progress.ts';
import { type FormState, openForm, pages } from '../../domain/form/state.ts';
import type { Draft } from '../../domain/response.ts';
import type { CampaignStore } from '../../storage/index.ts';
import type { FormCompiler } from '../forms.ts';
import type { DraftSummary } from '../types.ts';
import { formWords } from './formWords.ts';
import { storedOfType } from './stored.ts';

/** A person's own drafts, the last touched first; without those that say nothing, whatever tab left them behind. */
export async function draftSummaries(
  store: CampaignStore,
  collector: string,
  compile: FormCompiler,
): Promise<DraftSummary[]> {
  const drafts = (await store.drafts.list(collector)).filter((draft) => !isEmptyDraft(draft));
  const forms = await formsOf(store, drafts, compile);
  return drafts
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
    .map((draft) => summary(draft, forms.get(draft.formVersion)));
}

interface Form {
  readonly definition: FormDefinition;
  /** Undefined when it cannot be used. */
  readonly compiled: CompiledForm | undefined;
}

/** The forms of some drafts, each read and compiled once; one that is not on the phone is left out. */
async function formsOf(
  store: CampaignStore,
  drafts: readonly Draft[],
  compile: FormCompiler,
): Promise<ReadonlyMap<string, Form>> {
  const forms = new Map<string, Form>();
  const ids = [...new Set(drafts.map((draft) => draft.formVersion))];
  const unknown = ids.filter((id) => {
    const compiled = compile.known(id);
    if (compiled !== undefined) forms.set(id, { definition: compiled.definition, compiled });
    return compiled === undefined;
  });
  const read = await Promise.all(unknown.map((id) => storedOfType(store, id, 'form')));
  for (const { id, body } of read.filter((version) => version !== undefined)) {
    const result = await compile(id, body);
    forms.set(id, { definition: body.definition, compiled: result.ok ? result.value : undefined });
  }
  return forms;
}

function summary(draft: Draft, form: Form | undefined): DraftSummary {
  const kind = form && formWords(form.definition).kinds.get(String(draft.answers['kind']));
  const state = form?.compiled && stateOf(draft, form.compiled);
  const name = state?.form.extended?.instanceName(state);
  return {
    id: draft.id,
    subject: draft.subject,
    formTitle: form?.definition.title ?? {},
    round: draft.round,
    ...(draft.respondent === undefined ? {} : { respondent: draft.respondent }),
    ...(name && { instanceName: name }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined
      ? { page: 0, pages: 0 }
      : progressAt(state.form, pages(state.form, state), draft.position)),
    updatedAt: draft.updatedAt,
    isCorrection: draft.corrects !== null,
  };
}

function stateOf({ answers, updatedAt }: Draft, form: CompiledForm): FormState {
  return openForm(form, answers, { now: updatedAt, today: updatedAt.slice(0, 10) });
}
