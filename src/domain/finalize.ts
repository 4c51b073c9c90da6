import { type ResponseDocument, SCHEMA_VERSION } from './document.ts';
import type { CompiledForm } from './form/compile.ts';
import { finalAnswers } from './form/final.ts';
import { answerAt, type Clock, type FormState, type Problem, problems } from './form/state.ts';
import { type Draft, RESPONDENT, touch } from './response.ts';
import { type Ok, ok, type Trouble, trouble } from './result.ts';

export type Finalized =
  | Ok<ResponseDocument>
  | (Trouble<'incomplete'> & { readonly problems: readonly Problem[] });

/**
 * Draft to document. Nothing is finalized while a relevant question lacks a required answer or breaks a constraint.
 * @param clockAheadMs how far the phone's clock is ahead of the endpoint's, when known
 */
export function finalizeResponse(
  form: CompiledForm,
  draft: Draft,
  state: FormState,
  clock: Clock,
  clockAheadMs?: number,
): Finalized {
  const open = problems(form, state);
  if (open.length > 0) return { ...trouble('incomplete', { count: open.length }), problems: open };
  const { startedAt, activeMs, answersChanged } = touch(draft, clock);
  const { campaign, formVersion, subject, round, collector, device, language, corrects, entities } = draft;
  const answers = finalAnswers(form, state, clock);
  const path = form.pathOf(RESPONDENT);
  const code = path === undefined ? draft.respondent : answerAt(answers, path);
  const instanceName = form.extended?.instanceName(state);
  return ok({
    type: 'response',
    schema: SCHEMA_VERSION,
    campaign,
    form: draft.form,
    formVersion,
    subject,
    round,
    collector,
    device,
    language,
    ...(code === undefined ? {} : { respondent: String(code) }),
    ...(instanceName && { instanceName }),
    answers,
    trail: {
      startedAt,
      finalizedAt: clock.now,
      activeMs,
      answersChanged,
      ...(clockAheadMs === undefined ? {} : { clockAheadMs }),
    },
    corrections: corrects === null ? 0 : corrects.corrections + 1,
    ...(entities && { entities }),
  });
}
