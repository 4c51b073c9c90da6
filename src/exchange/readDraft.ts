import { AnswersSchema } from '../domain/answer.ts';
import { canonicalJson } from '../domain/canonical.ts';
import type { Draft } from '../domain/response.ts';
import { z } from '../domain/zod.ts';
import { sha256Hex } from './digest.ts';

const text = z.string();
const DraftSchema = z.object({
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
  answers: AnswersSchema,
  position: z.nullable(text),
  startedAt: text,
  updatedAt: text,
  activeMs: z.number(),
  answersChanged: z.number(),
  corrects: z.nullable(z.object({ rev: text, corrections: z.number() })),
  media: z.array(text.check(z.startsWith('media:'))),
});
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
