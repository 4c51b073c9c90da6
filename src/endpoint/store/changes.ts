import type { Metadata } from './inside.ts';
import { readTree } from './tree.ts';

export interface ChangeRow {
  readonly seq: number;
  readonly id: string;
  /** Leaves, the winner first. */
  readonly revs: readonly string[];
  readonly deleted: boolean;
  /** Where the winner's body is kept. */
  readonly bodySeq: number;
  /** Of the winner's body, what filters have looked at. */
  facets?: Record<string, unknown> | undefined;
}

/** Of a document as it is now. PouchDB lists leaves in the order of its tree; whoever reads the first wants the winner. */
export function rowOf({ id, seq, rev_tree, rev_map, deleted }: Metadata): ChangeRow {
  const revs = readTree(rev_tree).leaves.map(({ rev }) => rev);
  return { seq, id, revs, deleted, bodySeq: rev_map[revs[0] ?? ''] ?? seq };
}

/** The log as it is kept between two runs: `[seq, id, revs, deleted, bodySeq]` a row. */
export interface KeptLog {
  readonly version: 2;
  readonly instance: string;
  readonly lastSeq: number;
  readonly rows: readonly (readonly [number, string, readonly string[], boolean, number])[];
}

/**
 * The order of changes, in memory: one row a document. PouchDB reads two stores a row for `_changes` and cannot say how
 * many are left; here paging, `pending` and waiting cost no disk. About 1 KB a
 * document, with what selections look at (measured with 100,000).
 */
export class ChangeLog {
  #rows: (ChangeRow | undefined)[] = [];
  readonly #placeOf = new Map<string, number>();
  readonly #designs = new Set<string>();
  readonly #aside = new Set<string>();
  #lastSeq = 0;
  #gaps = 0;
  readonly #waiting = new Set<() => void>();

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get size(): number {
    return this.#placeOf.size;
  }

  keep(instance: string): KeptLog {
    const rows = this.after(0).map(
      ({ seq, id, revs, deleted, bodySeq }) => [seq, id, revs, deleted, bodySeq] as const,
    );
    return { version: 2, instance, lastSeq: this.#lastSeq, rows };
  }

  static from(kept: KeptLog): ChangeLog {
    const log = new ChangeLog();
    for (const [seq, id, revs, deleted, bodySeq] of kept.rows) {
      log.#note(id);
      log.#rows.push({ seq, id, revs, deleted, bodySeq });
    }
    log.#lastSeq = kept.lastSeq;
    return log;
  }

  /** Takes rows in rising order of `seq`; each replaces the earlier row of its document. */
  add(changes: readonly ChangeRow[], lastSeq: number): void {
    for (const change of changes) {
      this.remove(change.id);
      this.#note(change.id);
      this.#rows.push(change);
    }
    this.#lastSeq = Math.max(this.#lastSeq, lastSeq);
    if (this.#gaps > 1000 && this.#gaps > this.#rows.length / 2) this.#closeGaps();
    if (changes.length > 0) for (const wake of [...this.#waiting]) wake();
  }

  /** As if the document had never been (it was purged). */
  remove(id: string): void {
    const place = this.#placeOf.get(id);
    if (place === undefined) return;
    this.#rows[place] = undefined;
    this.#placeOf.delete(id);
    this.#designs.delete(id);
    this.#gaps += 1;
  }

  /**
   * Leaves a document out of the changes that are answered: whoever followed them would come no further. Once it can be
   * read it must become the newest change, or those who have passed its place would never hear of it.
   */
  setAside(id: string): void {
    this.#aside.add(id);
  }

  takeBack(id: string): void {
    this.#aside.delete(id);
  }

  isAside(id: string): boolean {
    return this.#aside.has(id);
  }

  #note(id: string): void {
    this.#placeOf.set(id, this.#rows.length);
    if (id.startsWith('_design/')) this.#designs.add(id);
  }

  /** Design documents that are not deleted, by id. */
  designs(): ChangeRow[] {
    const rows = [...this.#designs].sort().map((id) => this.rowOf(id));
    return rows.filter((row) => row !== undefined && !row.deleted) as ChangeRow[];
  }

  rowOf(id: string): ChangeRow | undefined {
    const place = this.#placeOf.get(id);
    return place === undefined ? undefined : this.#rows[place];
  }

  /** Rows after `seq`, oldest first. */
  after(seq: number): ChangeRow[] {
    return this.#rows.slice(this.#placeAfter(seq)).filter((row) => row !== undefined);
  }

  /** Calls `wake` at every later change, until the returned function is called. */
  listen(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  /** Tells every listener that there will be no more changes. */
  wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #closeGaps(): void {
    this.#rows = this.#rows.filter((row) => row !== undefined);
    this.#rows.forEach((row, place) => {
      if (row) this.#placeOf.set(row.id, place);
    });
    this.#gaps = 0;
  }

  /** First place whose row lies after `seq`: binary search that steps over gaps. */
  #placeAfter(seq: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let probe = middle;
      while (probe < high && this.#rows[probe] === undefined) probe += 1;
      const row = this.#rows[probe];
      if (probe === high || row === undefined) high = middle;
      else if (row.seq > seq) high = middle;
      else low = probe + 1;
    }
    return low;
  }
}
