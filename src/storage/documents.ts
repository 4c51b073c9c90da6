import type { DocumentType } from '../domain/document.ts';
import { parseDocument } from '../domain/document.ts';
import { conflicts, type Leaf, mergeLeaf, winner } from '../domain/revisions.ts';
import type { CampaignDatabase, DocumentKeys, DocumentRow } from './database.ts';
import type { BodyOf, StoredDocument } from './rows.ts';

export interface ResponseQuery {
  readonly form?: string;
  /** `null`: responses outside any round. */
  readonly round?: string | null;
  readonly subject?: 'survey' | 'place';
  readonly collector?: string;
}

export interface Documents {
  get(id: string): Promise<StoredDocument | undefined>;
  getMany(ids: readonly string[]): Promise<(StoredDocument | undefined)[]>;
  /** Readable, not deleted documents; their bodies were parsed when they came in. */
  ofType<Type extends DocumentType>(type: Type): Promise<StoredDocument<BodyOf<Type>>[]>;
  countOfType(type: DocumentType): Promise<number>;
  /** By the narrowest index that the query allows. */
  responses(query?: ResponseQuery): Promise<StoredDocument<BodyOf<'response'>>[]>;
  /** What belongs to one response: its `review`, `media` or `entity` documents. */
  about<Type extends 'review' | 'media' | 'entity'>(
    response: string,
    type: Type,
  ): Promise<StoredDocument<BodyOf<Type>>[]>;
  /** What was said of the things of one list, or of one thing. */
  entities(list: string, entity?: string): Promise<StoredDocument<BodyOf<'entity'>>[]>;
  /** Documents with more than one leaf that is not deleted. */
  conflicted(): Promise<StoredDocument[]>;
}

export const documentsOf = (db: CampaignDatabase): Documents => ({
  async get(id) {
    const row = await db.documents.get(id);
    return row && storedDocument(row);
  },
  async getMany(ids) {
    // A transaction for nothing costs a phone as much as one.
    const rows = ids.length === 0 ? [] : await db.documents.bulkGet([...ids]);
    return rows.map((row) => row && storedDocument(row));
  },
  async ofType<Type extends DocumentType>(type: Type) {
    const rows = await db.documents.where('of.type').equals(type).toArray();
    return rows.map((row) => storedDocument<BodyOf<Type>>(row));
  },
  countOfType: (type) => db.documents.where('of.type').equals(type).count(),
  async responses(query = {}) {
    const rows = await candidates(db, query);
    return rows.filter((row) => matches(row, query)).map((row) => storedDocument<BodyOf<'response'>>(row));
  },
  async about<Type extends 'review' | 'media' | 'entity'>(response: string, type: Type) {
    const rows = await db.documents.where('of.response').equals(response).toArray();
    return rows.filter((row) => row.type === type).map((row) => storedDocument<BodyOf<Type>>(row));
  },
  async entities(list, entity) {
    const prefix = entity === undefined ? `entity:${list}:` : `entity:${list}:${entity}:`;
    const rows = await db.documents.where('id').startsWith(prefix).toArray();
    // A list's name may hold a colon, and then begins like another's.
    const stored = rows.filter(({ of }) => of.type === 'entity').map(storedDocument<BodyOf<'entity'>>);
    return stored.filter(({ body }) => body.list === list);
  },
  async conflicted() {
    const rows = await db.documents.where('conflicted').equals(1).toArray();
    return rows.map((row) => storedDocument(row));
  },
});

const roundKey = (round: string | null): string => round ?? '';

function candidates(db: CampaignDatabase, query: ResponseQuery): Promise<DocumentRow[]> {
  const { form, round, collector, subject } = query;
  if (collector !== undefined) return db.documents.where('of.collector').equals(collector).toArray();
  if (form !== undefined && round !== undefined) {
    return db.documents
      .where('[of.form+of.round]')
      .equals([form, roundKey(round)])
      .toArray();
  }
  if (form !== undefined) {
    return db.documents.where('[of.form+of.round]').between([form, ''], [form, '\uffff']).toArray();
  }
  if (subject !== undefined) return db.documents.where('of.subject').equals(subject).toArray();
  return db.documents.where('of.type').equals('response').toArray();
}

const matches = ({ of }: DocumentRow, query: ResponseQuery): boolean =>
  of.type === 'response' &&
  (query.form === undefined || of.form === query.form) &&
  (query.round === undefined || of.round === roundKey(query.round)) &&
  (query.subject === undefined || of.subject === query.subject) &&
  (query.collector === undefined || of.collector === query.collector);

/** Only rows found by a key of `of` may be given a body type: those were readable when they were written. */
export function storedDocument<Body = StoredDocument['body']>(row: DocumentRow): StoredDocument<Body> {
  const { id, type, rev, deleted, readable, updatedSeq } = row;
  return { id, type, rev, body: row.body as Body, leaves: leavesOf(row), deleted, readable, updatedSeq };
}

/** All leaves of a row, the winner first; none for a document that is not here. */
export function leavesOf(row: DocumentRow | undefined): Leaf[] {
  if (row === undefined) return [];
  const { rev, ancestors, deleted, body } = row;
  return [{ rev, ancestors, deleted, body }, ...row.others];
}

/** A document's row with one leaf more. Which leaf wins decides what the row shows and is found by. */
export function withLeaf(
  row: DocumentRow | undefined,
  id: string,
  incoming: Leaf,
  updatedSeq: number,
): DocumentRow {
  const leaves = mergeLeaf(leavesOf(row), incoming);
  const best = winner(leaves);
  const parsed = best.deleted ? undefined : parseDocument(best.body);
  const isConflicted = conflicts(leaves).length > 0;
  return {
    id,
    type: typeOf(best.body) ?? row?.type ?? '',
    rev: best.rev,
    ancestors: best.ancestors,
    body: best.body,
    deleted: best.deleted,
    others: leaves.filter((leaf) => leaf !== best),
    readable: parsed === undefined || parsed.ok,
    updatedSeq,
    of: parsed?.ok ? keysOf(parsed.value) : {},
    ...(isConflicted && { conflicted: 1 as const }),
  };
}

const typeOf = (body: Leaf['body']): string | undefined =>
  typeof body.type === 'string' ? body.type : undefined;

function keysOf(body: BodyOf<DocumentType>): DocumentKeys {
  switch (body.type) {
    case 'response': {
      const { type, form, collector, subject } = body;
      return { type, form, collector, subject, round: roundKey(body.round) };
    }
    case 'review':
      return { type: body.type, response: body.response };
    case 'media':
    case 'entity':
      return { type: body.type, response: body.response, collector: body.collector };
    case 'device':
      return { type: body.type, collector: body.collector };
    case 'form':
      return { type: body.type, form: body.definition.form_id };
    case 'campaign':
    case 'file':
      return { type: body.type };
  }
}

/** The next `updatedSeq`; only inside a transaction over `documents`. */
export async function nextUpdatedSeq(db: CampaignDatabase): Promise<number> {
  const last = await db.documents.orderBy('updatedSeq').lastKey();
  return typeof last === 'number' ? last + 1 : 1;
}
