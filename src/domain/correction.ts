import type { ResponseDocument } from './document.ts';
import { digestOf } from './emptyDraft.ts';
import type { Clock } from './form/state.ts';
import { pinned } from './identity.ts';
import type { FormDocumentId, ResponseId, Rev } from './ids.ts';
import { type Draft, mediaIn } from './response.ts';

/** A draft that begins with what was finalized; finalizing it makes the next revision of the same document. */
export function correctionOf(
  id: ResponseId,
  rev: Rev,
  document: ResponseDocument,
  device: string,
  clock: Clock,
): Draft {
  const { campaign, form, subject, round, collector, language, respondent, answers, trail, entities } =
    document;
  // What was known by its number until now keeps its name when one before it is taken away.
  const begun = pinned(answers);
  return {
    id,
    campaign,
    form,
    formVersion: document.formVersion as FormDocumentId,
    subject,
    round,
    collector,
    device,
    language,
    ...(respondent === undefined ? {} : { respondent }),
    answers: begun,
    position: null,
    startedAt: trail.startedAt,
    updatedAt: clock.now,
    activeMs: trail.activeMs,
    answersChanged: trail.answersChanged,
    corrects: { rev, corrections: document.corrections, begun: digestOf(begun) },
    media: mediaIn(answers),
    ...(entities && { entities }),
  };
}
