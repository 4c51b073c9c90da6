import { createHash } from 'node:crypto';
import type { Rev } from '../../src/domain/ids.ts';
import { generation, type Leaf, mergeLeaf, nextRev, revHash, winner } from '../../src/domain/revisions.ts';

/** A CouchDB database in memory: revision trees, changes, attachments. Rules as in CouchDB 3.5. */

type Json = Record<string, unknown>;

export interface Refusal {
  status: number;
  error: string;
  reason: string;
}

/** A rule of the endpoint (`validate_doc_update`): a reason refuses the document. */
export type Rule = (document: Json, name: string | null) => string | undefined;

const MAX_DOCUMENT_BYTES = 8_000_000;

export class FakeDatabase {
  readonly documents = new Map<string, { leaves: Leaf[]; seq: number }>();
  readonly attachments = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly notes = new Map<string, Json>();
  rule: Rule = () => undefined;
  security: Json = { members: { names: [], roles: ['collector', 'coordinator'] } };
  /** Each is told of the next change, once. */
  readonly waitingForChange = new Set<() => void>();
  private seq = 0;

  constructor(readonly instance: string) {}

  leaves(id: string): Leaf[] {
    return this.documents.get(id)?.leaves ?? [];
  }

  lastSeq(): string {
    return this.seqName(this.seq);
  }

  /** Looks like CouchDB's: a number that means nothing, and letters. */
  seqName(seq: number): string {
    return seq === 0 ? '0' : `${seq}-g1AAAA${this.instance}x${seq.toString(36)}`;
  }

  seqOf(name: string): number | undefined {
    if (name === '0') return 0;
    for (let seq = this.seq; seq > 0; seq--) if (this.seqName(seq) === name) return seq;
    return undefined;
  }

  /** Changed after `since`, each document once, with all leaves that the selector admits. */
  changesSince(since: number, limit: number, admits: (body: Json) => boolean) {
    const later = [...this.documents]
      .filter(([, { seq }]) => seq > since)
      .sort(([, a], [, b]) => a.seq - b.seq);
    const rows = later.flatMap(([id, { leaves, seq }]) => {
      const admitted = leaves.filter(({ body }) => admits(body));
      return admitted.length === 0 ? [] : [{ id, seq, leaves: admitted }];
    });
    const page = rows.slice(0, limit);
    const last = page.length < rows.length ? (page.at(-1)?.seq ?? since) : this.seq;
    return {
      results: page.map(({ id, seq, leaves }) => ({
        seq: this.seqName(seq),
        id,
        changes: leaves.map(({ rev }) => ({ rev })),
        ...(winner(leaves).deleted && { deleted: true }),
      })),
      last_seq: this.seqName(last),
      pending: later.filter(([, { seq }]) => seq > last).length,
    };
  }

  /** `_bulk_docs` with `new_edits: false`: a refusal of the whole batch, or the rows that were refused. */
  write(documents: readonly Json[], name: string | null): Refusal | Json[] {
    for (const document of documents) {
      const refusal = this.refusalOfWhole(document);
      if (refusal !== undefined) return refusal;
    }
    const rows: Json[] = [];
    for (const document of documents) {
      const isDesign = String(document['_id']).startsWith('_design/');
      const reason = isDesign ? 'You are not a db or server admin.' : this.rule(document, name);
      if (reason === undefined) this.add(document);
      else rows.push({ id: document['_id'], rev: document['_rev'], error: 'forbidden', reason });
    }
    return rows;
  }

  private refusalOfWhole(document: Json): Refusal | undefined {
    const id = String(document['_id']);
    const { _attachments, ...rest } = document;
    if (JSON.stringify(rest).length > MAX_DOCUMENT_BYTES) {
      return { status: 413, error: 'document_too_large', reason: id };
    }
    const special = Object.keys(document).find((key) => key.startsWith('_') && !SPECIAL.has(key));
    if (special !== undefined) {
      return { status: 400, error: 'doc_validation', reason: `Bad special document member: ${special}` };
    }
    const unknown = Object.entries((_attachments ?? {}) as Record<string, Json>).find(
      ([, stub]) => stub['stub'] === true && !this.attachments.has(String(stub['digest'])),
    );
    if (unknown === undefined) return undefined;
    return {
      status: 412,
      error: 'missing_stub',
      reason: `Invalid attachment stub in ${id} for ${unknown[0]}`,
    };
  }

  private add(document: Json): void {
    const { _id, _rev, _revisions, _deleted, ...body } = document;
    const revisions = _revisions as { start: number; ids: string[] } | undefined;
    const ancestors = (revisions?.ids ?? []).slice(1).map((hash, index) => {
      return `${(revisions?.start ?? 0) - 1 - index}-${hash}` as Rev;
    });
    this.merge(String(_id), {
      rev: _rev as Rev,
      ancestors,
      deleted: _deleted === true,
      body: this.withStubs(body),
    });
  }

  private merge(id: string, leaf: Leaf): void {
    const before = this.leaves(id);
    const leaves = mergeLeaf(before, leaf);
    const isKnown = leaves.length === before.length && leaves.every((kept) => before.includes(kept));
    if (isKnown) return;
    this.documents.set(id, { leaves, seq: ++this.seq });
    const told = [...this.waitingForChange];
    this.waitingForChange.clear();
    for (const tell of told) tell();
  }

  private withStubs(body: Json): Json {
    if (body['_attachments'] === undefined) return body;
    const stubs = Object.entries(body['_attachments'] as Record<string, Json>).map(([name, attachment]) => {
      if (attachment['data'] === undefined) return [name, attachment];
      const bytes = Uint8Array.from(atob(String(attachment['data'])), (char) => char.charCodeAt(0));
      const digest = `md5-${createHash('md5').update(bytes).digest('base64')}`;
      this.attachments.set(digest, bytes);
      const { content_type, revpos } = attachment;
      return [name, { content_type, revpos, digest, length: bytes.length, stub: true }];
    });
    return { ...body, _attachments: Object.fromEntries(stubs) };
  }

  /** What somebody else saves directly: a child of the winner, or a conflict beside it. @returns its revision */
  put(
    id: string,
    body: Json,
    parent: Rev | null = this.documents.has(id) ? winner(this.leaves(id)).rev : null,
  ): Rev {
    const rev = nextRev(parent, false, body);
    const path = this.leaves(id)
      .map((leaf) => [leaf.rev, ...leaf.ancestors])
      .find((revs) => revs.includes(parent as Rev));
    const ancestors =
      parent === null ? [] : [parent, ...(path ?? []).slice((path ?? []).indexOf(parent) + 1)];
    this.merge(id, { rev, ancestors, deleted: false, body: this.withStubs(body) });
    return rev;
  }
}

const SPECIAL = new Set(['_id', '_rev', '_revisions', '_deleted', '_attachments']);

/** A leaf as CouchDB tells it with `revs=true`. */
export const toldDocument = (id: string, { rev, ancestors, deleted, body }: Leaf): Json => ({
  _id: id,
  _rev: rev,
  ...body,
  ...(deleted && { _deleted: true }),
  _revisions: { start: generation(rev), ids: [rev, ...ancestors].map(revHash) },
});
