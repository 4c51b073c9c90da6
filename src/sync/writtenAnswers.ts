import type { Rev } from '../domain/ids.ts';
import { z } from '../domain/zod.ts';
import { RevSchema } from './answers.ts';
import type { WriteRefusal } from './endpoint.ts';
import { wordsOf } from './httpTrouble.ts';

/** CouchDB's answers to what is sent, parsed at the door like the others. */

export const RevsDiffAnswer = z.record(z.string(), z.object({ missing: z.optional(z.array(RevSchema)) }));

/** A row may be `{ok: true}`, or an error with or without the revision it means. */
export const BulkDocsAnswer = z.array(
  z.object({
    id: z.optional(z.string()),
    rev: z.optional(z.string()),
    error: z.optional(z.union([z.string(), z.boolean()])),
    name: z.optional(z.string()),
    reason: z.optional(z.unknown()),
    message: z.optional(z.string()),
    status: z.optional(z.number()),
  }),
);

export const AllDocsAnswer = z.object({
  rows: z.array(z.object({ id: z.string(), value: z.object({ rev: RevSchema }) })),
});

export const WrittenAnswer = z.object({ rev: z.optional(z.string()) });

/** Errors that a later attempt may not meet: the endpoint's, not the document's. */
const PASSING = new Set(['internal_server_error', 'timeout', 'unknown_error', 'error', 'too_many_requests']);

/** The refused of a `_bulk_docs` answer; undefined when a row does not say which document it means. */
export function refusalsIn(rows: z.infer<typeof BulkDocsAnswer>): WriteRefusal[] | undefined {
  const refused = rows.filter(({ error }) => error !== undefined && error !== false);
  if (refused.some(({ id }) => id === undefined)) return undefined;
  return refused.map((row) => {
    const error = typeof row.error === 'string' ? row.error : (row.name ?? 'error');
    return {
      id: row.id ?? '',
      rev: row.rev as Rev | undefined,
      error,
      reason: wordsOf(row.reason ?? row.message),
      isPassing: PASSING.has(error) || (row.status ?? 0) >= 500,
    };
  });
}
