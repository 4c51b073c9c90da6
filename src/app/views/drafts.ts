import { openForm, pages } from '../../domain/form/state.ts';
import type { Draft } from '../../domain/response.ts';
import type { CampaignStore } from '../../storage/index.ts';
import type { FormCompiler } from '../forms.ts';
import type { DraftSummary } from '../types.ts';
import { formWords } from './formWords.ts';
import { storedOfType } from './stored.ts';

/** A person's own drafts, the last touched first. */
export async function draftSummaries(
  store: CampaignStore,
  collector: string,
  compile: FormCompiler,
): Promise<DraftSummary[]> {
  const drafts = await store.drafts.list(collector);
  const newestFirst = drafts.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return Promise.all(newestFirst.map((draft) => summary(store, draft, compile)));
}

async function summary(store: CampaignStore, draft: Draft, compile: FormCompiler): Promise<DraftSummary> {
  const version = await storedOfType(store, draft.formVersion, 'form');
  const kind = version && formWords(version.body.definition).kinds.get(String(draft.answers['kind']));
  const place = version === undefined ? undefined : position(draft, await compile(version.id, version.body));
  return {
    id: draft.id,
    subject: draft.subject,
    formTitle: version?.body.definition.title ?? {},
    round: draft.round,
    ...(draft.respondent === undefined ? {} : { respondent: draft.respondent }),
    ...(place?.name && { instanceName: place.name }),
    ...(kind === undefined ? {} : { kind }),
    page: place?.page ?? 0,
    pages: place?.pages ?? 0,
    updatedAt: draft.updatedAt,
    isCorrection: draft.corrects !== null,
  };
}

function position(
  draft: Draft,
  form: Awaited<ReturnType<FormCompiler>>,
): { page: number; pages: number; name: string | undefined } | undefined {
  if (!form.ok) return undefined;
  const clock = { now: draft.updatedAt, today: draft.updatedAt.slice(0, 10) };
  const state = openForm(form.value, draft.answers, clock);
  const all = pages(form.value, state);
  const at = all.find((page) => page.path === draft.position);
  const name = form.value.extended?.instanceName(state);
  return { page: at?.number ?? 1, pages: form.value.frames.length, name };
}
