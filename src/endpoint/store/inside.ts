import type { PouchDocument, TreeRoot } from 'pouchdb-core';

/** What PouchDB keeps of a document beside its bodies, in the store `document-store`. */
export interface Metadata {
  readonly id: string;
  rev_tree: TreeRoot[];
  /** Revision to the place of its body; only of those whose body is kept. */
  rev_map: Record<string, number>;
  seq: number;
  winningRev: string;
  deleted: boolean;
}

export type Operation =
  | { readonly type: 'put'; readonly prefix: Store<unknown>; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly prefix: Store<unknown>; readonly key: string };

export interface Store<T> {
  get(key: string, done: (trouble: unknown, value: T | undefined) => void): void;
  readStream(): {
    on(event: 'data', take: (entry: { value: T }) => void): void;
    on(event: 'error' | 'end', done: (trouble?: unknown) => void): void;
  };
}

interface Stores {
  readonly docStore: Store<Metadata>;
  readonly bySeqStore: Store<PouchDocument>;
  readonly attachmentStore: Store<{ refs?: Record<string, true> }>;
  readonly binaryStore: Store<Buffer>;
  readonly metaStore: Store<number>;
}
interface Level {
  _docCount: number;
  _updateSeq: number;
  batch(operations: readonly Operation[], done: (trouble: unknown) => void): void;
}

interface Attachment {
  readonly digest: string;
  readonly length: number;
}

export interface Moved {
  /** Of the change. */
  readonly seq: number;
  readonly bodySeq: number;
  readonly operations: Operation[];
}

/** By digest, the revisions to which its bytes are attached. */
export type Attached = Map<string, readonly string[]>;

const seqKey = (seq: number): string => String(seq).padStart(16, '0');

function got<T>(store: Store<T>, key: string): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    store.get(key, (trouble, value) => {
      if (!trouble) resolve(value);
      else if ((trouble as { name?: unknown }).name === 'NotFoundError') resolve(undefined);
      else reject(trouble);
    });
  });
}

/**
 * PouchDB's own stores, for what its interface lacks or does a hundred times slower: the list of changes in one pass
 * over the metadata, a body without its metadata, purging, dropping old bodies. PouchDB hands its stores to a `migrate`
 * object; ours migrates nothing and keeps them. The exact version of PouchDB is pinned.
 */
export class Inside {
  #opened: (Stores & { readonly level: Level }) | undefined;

  /** To be given to `new PouchDB(name, { migrate })`. */
  readonly migrate = {
    doMigrationOne: (_name: string, _level: unknown, done: () => void): void => done(),
    doMigrationTwo: (level: Level, stores: Stores, done: () => void): void => {
      this.#opened = { ...stores, level };
      done();
    },
  };

  get #open(): Stores & { readonly level: Level } {
    if (!this.#opened) throw new Error('PouchDB did not open its stores');
    return this.#opened;
  }

  metadata(id: string): Promise<Metadata | undefined> {
    return got(this.#open.docStore, id);
  }

  /** Shows every document's metadata to `take`, in the order of ids. */
  eachMetadata(take: (metadata: Metadata) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const stream = this.#open.docStore.readStream();
      stream.on('data', ({ value }) => take(value));
      stream.on('error', reject);
      stream.on('end', () => resolve());
    });
  }

  /** The body that was written at `seq`, with `_id`, `_rev` and stubs. */
  async body(seq: number): Promise<PouchDocument | undefined> {
    const found = await got(this.#open.bySeqStore, seqKey(seq));
    const stubs = (found?.['_attachments'] ?? {}) as Record<string, { stub?: true }>;
    for (const stub of Object.values(stubs)) stub.stub = true;
    return found;
  }

  /** Whether the bytes of everything that is attached to a body are there. @throws when the disk cannot read them */
  async hasAttached(body: PouchDocument): Promise<boolean> {
    for (const { digest, length } of attachmentsOf(body)) {
      if (length > 0 && !(await got(this.#open.binaryStore, digest))) return false;
    }
    return true;
  }

  /** A number of ours beside PouchDB's own; 0 when it was never kept. */
  async number(name: string): Promise<number> {
    return (await got(this.#open.metaStore, `dastak_${name}`)) ?? 0;
  }

  keepNumber(name: string, value: number): Operation {
    return { type: 'put', prefix: this.#open.metaStore, key: `dastak_${name}`, value };
  }

  keep(metadata: Metadata): Operation {
    return { type: 'put', prefix: this.#open.docStore, key: metadata.id, value: metadata };
  }

  forget(id: string): Operation {
    return { type: 'del', prefix: this.#open.docStore, key: id };
  }

  /** Gives the body at `seq` a new place at the end of the changes; one that cannot be read stays where it is. */
  async move(seq: number): Promise<Moved> {
    const { bySeqStore, metaStore, level } = this.#open;
    const body = await this.body(seq).catch(() => undefined);
    level._updateSeq += 1;
    const next = level._updateSeq;
    const last: Operation = {
      type: 'put',
      prefix: metaStore,
      key: '_local_last_update_seq',
      value: next,
    };
    if (!body) return { seq: next, bodySeq: seq, operations: [last] };
    return {
      seq: next,
      bodySeq: next,
      operations: [
        { type: 'del', prefix: bySeqStore, key: seqKey(seq) },
        { type: 'put', prefix: bySeqStore, key: seqKey(next), value: body },
        last,
      ],
    };
  }

  /** @param documents 1 or -1: one more or one fewer that is not deleted */
  countMore(documents: number): Operation {
    const { level, metaStore } = this.#open;
    level._docCount += documents;
    return { type: 'put', prefix: metaStore, key: '_local_doc_count', value: level._docCount };
  }

  /**
   * Takes the bodies of `revs` away, and the bytes that were attached to nothing else. Changes `metadata.rev_map`.
   * @param left what the batch leaves of each attachment so far; documents of one batch share it
   */
  async dropBodies(metadata: Metadata, revs: readonly string[], left: Attached): Promise<Operation[]> {
    const { bySeqStore } = this.#open;
    const operations: Operation[] = [];
    const digests = new Set<string>();
    for (const rev of revs) {
      const seq = metadata.rev_map[rev];
      if (seq === undefined) continue;
      // What was attached to a body that cannot be read is not known: its bytes stay.
      const body = await this.body(seq).catch(() => undefined);
      for (const { digest } of attachmentsOf(body)) digests.add(digest);
      operations.push({ type: 'del', prefix: bySeqStore, key: seqKey(seq) });
      delete metadata.rev_map[rev];
    }
    const names = new Set(revs.map((rev) => `${metadata.id}@${rev}`));
    for (const digest of digests) operations.push(...(await this.#letGo(digest, names, left)));
    return operations;
  }

  async #letGo(digest: string, names: ReadonlySet<string>, left: Attached): Promise<Operation[]> {
    const { attachmentStore, binaryStore } = this.#open;
    const held = left.get(digest) ?? Object.keys((await got(attachmentStore, digest))?.refs ?? {});
    const refs = held.filter((name) => !names.has(name));
    left.set(digest, refs);
    if (refs.length > 0) {
      const value = { refs: Object.fromEntries(refs.map((name) => [name, true])) };
      return [{ type: 'put', prefix: attachmentStore, key: digest, value }];
    }
    return [
      { type: 'del', prefix: attachmentStore, key: digest },
      { type: 'del', prefix: binaryStore, key: digest },
    ];
  }

  /** All or nothing, and on the disk when the promise resolves. */
  write(operations: readonly Operation[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#open.level.batch(operations, (trouble) => (trouble ? reject(trouble) : resolve()));
    });
  }
}

const attachmentsOf = (body: PouchDocument | undefined): Attachment[] =>
  Object.values((body?.['_attachments'] ?? {}) as Record<string, Attachment>);
