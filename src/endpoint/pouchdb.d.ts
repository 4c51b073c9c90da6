/** The little of PouchDB 9 (which ships no types) that this room uses. */
declare module 'pouchdb-core' {
  export interface TreeNode extends Array<unknown> {
    0: string;
    1: { status: 'available' | 'missing'; deleted?: boolean };
    2: TreeNode[];
  }
  export interface TreeRoot {
    pos: number;
    ids: TreeNode;
  }
  export type PouchDocument = Record<string, unknown> & { _id: string };
  export interface PouchWrite {
    ok?: true;
    id: string;
    rev?: string;
    error?: true | string;
    name?: string;
    status?: number;
    message?: string;
    reason?: string;
  }
  export interface PouchRow {
    id?: string;
    key: string;
    error?: string;
    value?: { rev: string; deleted?: true };
    doc?: PouchDocument | null;
  }
  export interface GetOptions {
    rev?: string;
    revs?: boolean;
    revs_info?: boolean;
    conflicts?: boolean;
    attachments?: boolean;
  }
  export default class PouchDB {
    constructor(
      name: string,
      options?: { adapter?: string; db?: unknown; revs_limit?: number; migrate?: object },
    );
    static plugin(plugin: unknown): typeof PouchDB;
    info(): Promise<{ doc_count: number; update_seq: number }>;
    get(id: string, options?: GetOptions): Promise<PouchDocument>;
    put(document: PouchDocument): Promise<{ ok: true; id: string; rev: string }>;
    remove(document: { _id: string; _rev: string }): Promise<{ ok: true; id: string; rev: string }>;
    bulkDocs(documents: PouchDocument[], options?: { new_edits?: boolean }): Promise<PouchWrite[]>;
    allDocs(
      options: Record<string, unknown>,
    ): Promise<{ total_rows: number; offset: number; rows: PouchRow[] }>;
    getAttachment(id: string, name: string, options: { rev?: string }): Promise<Buffer>;
    close(): Promise<void>;
  }
}
declare module 'pouchdb-adapter-leveldb' {
  const plugin: unknown;
  export default plugin;
}
declare module 'pouchdb-adapter-memory' {
  const plugin: unknown;
  export default plugin;
}
