import type { Rev } from '../domain/ids.ts';
import { generation, type Leaf } from '../domain/revisions.ts';
import { z } from '../domain/zod.ts';
import type { Change, FetchedLeaf } from './endpoint.ts';

/** CouchDB's answers: parsed once, at the door. What they hold beyond this is nobody's business here. */

export const RevSchema = z.string().check(z.regex(/^\d+-./));
/** Opaque: a string (CouchDB), a number (PouchDB), a list (old clusters). Never compared, never counted with. */
const SeqSchema = z.union([z.string(), z.number(), z.array(z.unknown())]);
const RecordSchema = z.record(z.string(), z.unknown());

export const DatabaseAnswer = z.object({
  instance_start_time: z.optional(z.union([z.string(), z.number()])),
  update_seq: SeqSchema,
});

export const ChangesAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      // Null between two intervals (`seq_interval`).
      seq: z.nullish(SeqSchema),
      changes: z.array(z.object({ rev: RevSchema })),
      doc: z.optional(z.unknown()),
    }),
  ),
  // Lacking where the answer broke off.
  last_seq: z.optional(SeqSchema),
  pending: z.optional(z.number()),
});

export const BulkGetAnswer = z.object({
  results: z.array(z.object({ id: z.string(), docs: z.array(RecordSchema) })),
});

export const GoneSchema = z.object({ rev: z.string(), error: z.literal('not_found') });

export const NoteAnswer = z.object({
  _rev: z.optional(z.string()),
  session: z.number(),
  source_last_seq: z.nullable(z.string()),
  filter: z.string(),
});

const FetchedSchema = z.object({
  _id: z.string(),
  _rev: RevSchema,
  _deleted: z.optional(z.boolean()),
  _revisions: z.optional(z.object({ start: z.number(), ids: z.array(z.string()) })),
});

/** What is whole of a `_changes` answer that broke off: its rows but the one that was on the way. */
export function wholeRows(text: string): string {
  let depth = 0;
  let end = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if ('{['.includes(char)) depth += 1;
    else if ('}]'.includes(char) && --depth === 2) end = at + 1;
  }
  return `${text.slice(0, end)}]}`;
}

/** A document as CouchDB tells it, as a leaf; undefined when it is none. */
export function fetchedLeaf(raw: unknown): FetchedLeaf | undefined {
  const parsed = z.safeParse(FetchedSchema, raw);
  if (!parsed.success) return undefined;
  const { _id, _rev, _deleted, _revisions } = parsed.data;
  const deleted = _deleted === true;
  const leaf: Leaf = {
    rev: _rev as Rev,
    ancestors: ancestorsOf(_revisions),
    deleted,
    body: bodyOf(raw as object),
  };
  return { id: _id, leaf };
}

/**
 * `_changes` tells documents without `_revisions`: only a first generation's history is known then. Everything else is
 * left to `_bulk_get`, also a document that changed while the answer was made.
 */
export function changeOf({ id, changes, doc }: z.infer<typeof ChangesAnswer>['results'][number]): Change {
  const revs = changes.map(({ rev }) => rev as Rev);
  const told = fetchedLeaf(doc);
  const isWhole = told?.id === id && revs.every((rev) => rev === told.leaf.rev && generation(rev) === 1);
  return { id, revs, leaf: isWhole ? told.leaf : undefined };
}

function ancestorsOf(revisions: { start: number; ids: string[] } | undefined): Rev[] {
  if (!revisions) return [];
  return revisions.ids.slice(1).map((hash, index) => `${revisions.start - 1 - index}-${hash}` as Rev);
}

/** Everything that is the document's own; of what begins with `_`, only the attachments' stubs. */
function bodyOf(raw: object): Record<string, unknown> {
  const own = Object.entries(raw).filter(([key]) => !key.startsWith('_') || key === '_attachments');
  return Object.fromEntries(own);
}
