import type { PouchDocument } from 'pouchdb-core';
import type { Database } from '../store/database.ts';
import { generation, leavesBelow, type TreeView } from '../store/tree.ts';
import { type Stub, stubsOf } from './attached.ts';
import type { DatabaseCall } from './call.ts';
import { isStrings } from './json.ts';
import type { Query } from './query.ts';
import { badRequest, docValidation, fromPouch, ifThere, notFound } from './refusal.ts';
import { type Piece, type Pieces, slices } from './streamed.ts';

/** How a document shall be answered. */
export interface Load {
  readonly revs: boolean;
  readonly revsInfo: boolean;
  readonly conflicts: boolean;
  readonly deletedConflicts: boolean;
  readonly localSeq: boolean;
  readonly attachments: boolean;
  /** Revisions the caller holds: what they had attached stays a stub. */
  readonly attsSince: readonly string[];
}

export const PLAIN: Load = {
  revs: false,
  revsInfo: false,
  conflicts: false,
  deletedConflicts: false,
  localSeq: false,
  attachments: false,
  attsSince: [],
};

export function readLoad(query: Query): Load {
  const since = query.json('atts_since') ?? [];
  if (!isStrings(since)) throw badRequest('atts_since must be a JSON list of revisions');
  const meta = query.flag('meta');
  return {
    revs: query.flag('revs'),
    revsInfo: query.flag('revs_info') || meta,
    conflicts: query.flag('conflicts') || meta,
    deletedConflicts: query.flag('deleted_conflicts') || meta,
    localSeq: query.flag('local_seq'),
    attachments: query.flag('attachments'),
    attsSince: since,
  };
}

/** Whether the answer is the revision itself, and nothing that may change beside it. */
export const isPlain = (load: Load): boolean => !Object.values(load).includes(true);

/** One revision with stubs, and with its history when anything needs it. */
export async function readRevision(
  database: Database,
  id: string,
  rev: string | undefined,
  load: Load,
): Promise<PouchDocument> {
  const document = await database
    .read(id, {
      ...(rev === undefined ? {} : { rev }),
      ...(load.revs || load.attsSince.length > 0 ? { revs: true } : {}),
      ...(load.revsInfo ? { revs_info: true } : {}),
      ...(load.conflicts ? { conflicts: true } : {}),
    })
    .catch((trouble: unknown) => {
      throw fromPouch(trouble);
    });
  if (load.deletedConflicts || load.revsInfo) tellDeletions(document, await database.tree(id), load);
  if (load.localSeq) document['_local_seq'] = (await database.changes()).rowOf(id)?.seq;
  return document;
}

/** What PouchDB leaves out. */
function tellDeletions(document: PouchDocument, tree: TreeView | undefined, load: Load): void {
  const others = tree?.leaves.filter(({ rev, deleted }) => deleted && rev !== document['_rev']) ?? [];
  if (load.deletedConflicts && others.length > 0) {
    document['_deleted_conflicts'] = others.map(({ rev }) => rev);
  }
  const infos = (document['_revs_info'] ?? []) as { rev: string; status: string }[];
  for (const info of infos) {
    if (info.status === 'available' && tree?.deleted.has(info.rev)) info.status = 'deleted';
  }
}

/** A revision with stubs, and which of its attachments are to be sent with their bytes. */
export interface Loaded {
  readonly document: PouchDocument;
  readonly files: readonly string[];
}

/**
 * One revision with what was asked for beside it; the bytes of its attachments are read when it is sent.
 * @throws Refusal 404 when it is not kept
 */
export async function loadRevision(
  database: Database,
  id: string,
  rev: string | undefined,
  load: Load,
): Promise<Loaded> {
  const document = await readRevision(database, id, rev, load);
  const files = attachmentsToSend(document, load);
  if (!load.revs) delete document['_revisions'];
  return { document, files };
}

/** As `loadRevision`; undefined when it is not kept. */
export const loadIfThere = (...which: Parameters<typeof loadRevision>): Promise<Loaded | undefined> =>
  ifThere(loadRevision(...which));

/** Names of the attachments whose bytes belong into the answer. */
function attachmentsToSend(document: PouchDocument, load: Load): string[] {
  if (!load.attachments) return [];
  const history = document['_revisions'] as { start: number; ids: string[] } | undefined;
  const since = new Set(load.attsSince);
  const held = (history?.ids ?? []).findIndex((hash, back) =>
    since.has(`${(history?.start ?? 0) - back}-${hash}`),
  );
  const heldGeneration = held < 0 ? 0 : (history?.start ?? 0) - held;
  return Object.entries(stubsOf(document))
    .filter(([, stub]) => stub.revpos > heldGeneration)
    .map(([name]) => name);
}

/** The bytes of one attachment of a document that was read; they count as held until they are given back. */
export async function attachmentOf(
  { database, share }: DatabaseCall,
  document: PouchDocument,
  name: string,
): Promise<Buffer> {
  const length = lengthOf(document, name);
  await share.hold(length);
  return database.attachment(document._id, String(document['_rev']), name).catch((trouble: unknown) => {
    share.giveBack(length);
    throw trouble;
  });
}

const lengthOf = (document: PouchDocument, name: string): number => stubsOf(document)[name]?.length ?? 0;

/** The bytes of one attachment while they are sent. */
export async function* attachmentPieces(
  call: DatabaseCall,
  document: PouchDocument,
  name: string,
  write: (bytes: Buffer) => Piece,
): Pieces {
  const bytes = await attachmentOf(call, document, name);
  try {
    for (const part of slices(bytes)) yield write(part);
  } finally {
    call.share.giveBack(lengthOf(document, name));
  }
}

/** The document as JSON, its attachments one after the other: each is read when the one before it is sent. */
export async function* written(call: DatabaseCall, { document, files }: Loaded): Pieces {
  if (files.length === 0) return yield JSON.stringify(document);
  const { _attachments, ...rest } = document;
  yield `${JSON.stringify(rest).slice(0, -1)},"_attachments":{`;
  let comma = '';
  for (const [name, stub] of Object.entries(stubsOf(document))) {
    yield `${comma}${JSON.stringify(name)}:`;
    comma = ',';
    if (files.includes(name)) yield* writtenFile(call, document, name, stub);
    else yield JSON.stringify(stub);
  }
  yield '}}';
}

async function* writtenFile(call: DatabaseCall, document: PouchDocument, name: string, stub: Stub): Pieces {
  const { stub: _stub, length: _length, ...rest } = stub;
  yield `${JSON.stringify(rest).slice(0, -1)},"data":"`;
  yield* attachmentPieces(call, document, name, (bytes) => bytes.toString('base64'));
  yield '"}';
}

export type Opened = { readonly rev: string } | { readonly missing: string };

/** `open_revs`: all leaves, or those asked for; with `latest` the leaves they have become. Each is still to be read. */
export async function openRevisions(
  database: Database,
  id: string,
  asked: readonly string[] | 'all',
  latest: boolean,
): Promise<Opened[]> {
  const tree = await database.tree(id);
  if (!tree) {
    if (asked === 'all') throw notFound();
    return asked.map((rev) => ({ missing: rev }));
  }
  const revs = asked === 'all' ? tree.leaves.map((leaf) => leaf.rev) : resolve(tree, asked, latest);
  return [...new Set(revs)].map((rev) => (tree.available.has(rev) ? { rev } : { missing: rev }));
}

function resolve(tree: TreeView, asked: readonly string[], latest: boolean): string[] {
  if (!latest) return [...asked];
  return asked.flatMap((rev) => {
    const below = leavesBelow(tree, rev);
    return below.length > 0 ? below.map((leaf) => leaf.rev) : [rev];
  });
}

/** Leaves that are older than what is missing: from them the caller may send differences. */
export function possibleAncestors(tree: TreeView, missing: readonly string[]): string[] {
  const newest = missing.reduce((most, rev) => Math.max(most, generation(rev)), 0);
  return tree.leaves.map((leaf) => leaf.rev).filter((rev) => generation(rev) < newest);
}

export function readOpenRevs(query: Query): readonly string[] | 'all' | undefined {
  if (query.text('open_revs') === undefined) return undefined;
  if (query.text('open_revs') === 'all') return 'all';
  const asked = query.json('open_revs');
  if (!isStrings(asked)) throw docValidation('open_revs must be "all" or a JSON list of revisions');
  return asked;
}
