import { AnswersSchema } from '../domain/answer.ts';
import { AuditEventSchema } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical.ts';
import type { Draft } from '../domain/response.ts';
import { z } from '../domain/zod.ts';
import { sha256Hex } from './digest.ts';

const text = z.string();
/** As every phone writes them: with an offset. Anything else would make the time that was worked no number. */
const time = text.check(z.regex(/^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/));
/** Of all fields of a draft: one that was missing here would be lost on the way. */
const fields = {
  id: text.check(z.startsWith('response:')),
  campaign: text,
  form: text,
  formVersion: text.check(z.startsWith('form:')),
  subject: z.enum(['survey', 'place']),
  round: z.nullable(text),
  collector: text,
  device: text,
  language: text,
  respondent: z.optional(text),
  answers: AnswersSchema(),
  position: z.nullable(text),
  startedAt: time,
  updatedAt: time,
  activeMs: z.number(),
  answersChanged: z.number(),
  corrects: z.nullable(z.object({ rev: text, corrections: z.number(), begun: z.optional(text) })),
  media: z.array(text.check(z.startsWith('media:'))),
  entities: z.optional(z.record(text, text)),
  audit: z.optional(z.array(AuditEventSchema)),
  lacks: z.optional(z.array(text)),
} satisfies Record<keyof Draft, unknown>;
const DraftSchema = z.object(fields);
const DraftLineSchema = z.object({ draft: z.looseObject({}), sha256: text });

/** @returns null when the line is about something else */
export async function readDraft(
  value: unknown,
  campaign: string,
): Promise<Draft | 'damaged' | 'unreadable' | null> {
  const line = z.safeParse(DraftLineSchema, value);
  if (!line.success) return null;
  const { draft, sha256 } = line.data;
  if ((await sha256Hex(new TextEncoder().encode(canonicalJson(draft)))) !== sha256) return 'damaged';
  const parsed = z.safeParse(DraftSchema, draft);
  // The prefixes were checked; the brands of ids are for our own code.
  return parsed.success && parsed.data.campaign === campaign ? (parsed.data as Draft) : 'unreadable';
}
