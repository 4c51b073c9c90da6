import type { PouchDocument, PouchWrite } from 'pouchdb-core';
import { type Identity, isDatabaseAdmin, isServerAdmin } from '../access/identity.ts';
import { refusalOf } from '../access/rules.ts';
import { userToStore } from '../access/users.ts';
import { refusalByRules, refusalOfDesign, type Struck } from '../functions/validation.ts';
import type { Database } from '../store/database.ts';
import { USERS } from '../store/databases.ts';
import { ancestry } from '../store/tree.ts';
import { declaredParents, type Following, placeAttachments } from './attached.ts';
import type { Core } from './call.ts';
import { conflict, forbidden, fromPouch, ifThere, isDamage, Refusal } from './refusal.ts';
import { inOrder, READ_AHEAD } from './streamed.ts';

/** What became of one document of a batch. */
export interface Outcome {
  readonly id: string;
  readonly rev: string | undefined;
  readonly refusal?: Refusal;
}

interface Writing {
  readonly core: Core;
  readonly database: Database;
  readonly who: Identity;
  readonly newEdits: boolean;
  readonly following?: Following;
}

/**
 * Writes a batch: whoever is refused stays out, the others are written in one LevelDB batch. Outcomes are in the order
 * of `documents`. Nothing at all is written when a stub stands for bytes that are not here (412, as CouchDB).
 */
export async function writeBatch(documents: readonly PouchDocument[], writing: Writing): Promise<Outcome[]> {
  const locals = await writeLocals(documents, writing);
  const outcomes = await writing.database.inTurn(async () => {
    const refusals = new Map<number, Refusal>();
    const struck: Struck = new Set();
    const admitted: PouchDocument[] = [];
    for (const [place, document] of documents.entries()) {
      if (locals.has(place)) continue;
      const checked = await admit(document, writing, struck).catch(refusalOfDamage);
      if (checked instanceof Refusal) refusals.set(place, checked);
      else admitted.push(checked);
    }
    const rows = admitted.length > 0 ? await store(admitted, writing) : [];
    return { refusals, rows };
  });
  let next = 0;
  return documents.map((document, place) => {
    const id = document._id;
    const local = locals.get(place);
    if (local !== undefined) return { id, rev: local };
    const refusal = outcomes.refusals.get(place);
    if (refusal) return { id, rev: asText(document['_rev']), refusal };
    return outcomes.rows[next++] ?? { id, rev: undefined, refusal: fromPouch(undefined) };
  });
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

async function writeLocals(
  documents: readonly PouchDocument[],
  { database }: Writing,
): Promise<Map<number, string>> {
  const written = new Map<number, string>();
  for (const [place, document] of documents.entries()) {
    if (!document._id.startsWith('_local/')) continue;
    const rev = await database.writeLocal(document);
    if (rev !== undefined) written.set(place, rev);
  }
  return written;
}

/** What it must be compared with cannot be read: the others of the batch are not to blame. */
function refusalOfDamage(trouble: unknown): Refusal {
  if (!isDamage(trouble)) throw trouble;
  return fromPouch(trouble);
}

/** The document as it may be stored, or why it may not. */
async function admit(
  document: PouchDocument,
  writing: Writing,
  struck: Struck,
): Promise<PouchDocument | Refusal> {
  const { database, who, core, following } = writing;
  const { security, partitioned } = database.card;
  if (partitioned && !/^(_design\/|[^_:][^:]*:.)/s.test(document._id)) {
    throw new Refusal(400, 'illegal_docid', 'Doc id must be of form partition:id');
  }
  if (document._id.startsWith('_design/') && !isDatabaseAdmin(security, who)) {
    return forbidden('You are not a db or server admin.');
  }
  // PouchDB would take what it cannot read for what is not there.
  if ((await database.changes()).isAside(document._id)) await database.tree(document._id);
  const refusal =
    (await refusalOfBranch(document, writing)) ??
    refusalOf(document, await storedLeaves(document._id, writing), who);
  if (refusal) return refusal;
  const previous = () => previousOf(document, writing);
  const byRules =
    (await refusalOfDesign(document)) ?? (await refusalByRules(database, document, previous, who, struck));
  if (byRules) return byRules;
  await placeAttachments(document, database, following);
  if (database.card.name !== USERS) return document;
  try {
    const before = await ifThere(database.read(document._id));
    return await userToStore(document, before, who, core.people.iterations);
  } catch (trouble) {
    return fromPouch(trouble);
  }
}

/** Of one document. Each write looks at all of them; ten people who edit beside each other all day make fewer. */
const LEAVES_MAX = 500;

/**
 * Why a version that would be one more leaf is not taken. What goes on from a leaf always is, what is here already, and
 * what is restored.
 */
async function refusalOfBranch(
  document: PouchDocument,
  { database, newEdits, who }: Writing,
): Promise<Refusal | undefined> {
  const leaves =
    newEdits || isServerAdmin(who) ? [] : ((await database.changes()).rowOf(document._id)?.revs ?? []);
  if (leaves.length < LEAVES_MAX) return undefined;
  const known = new Set(leaves);
  const [own = '', ...parents] = declaredParents(document);
  if (parents.some((rev) => known.has(rev))) return undefined;
  if ((await database.tree(document._id))?.known.has(own)) return undefined;
  return forbidden(`This document has ${LEAVES_MAX} versions beside each other; no more are taken.`);
}

/** Only read for those whose writing depends on it; of each no more is kept than whose it is. */
async function storedLeaves(id: string, { database, who }: Writing): Promise<PouchDocument[]> {
  if (who.roles.includes('_admin') || who.roles.includes('coordinator')) return [];
  const tree = await database.tree(id);
  if (!tree) return [];
  const owners: PouchDocument[] = [];
  const leaves = inOrder(tree.leaves, READ_AHEAD, ({ rev }) => database.read(id, { rev }));
  for await (const { collector } of leaves) owners.push({ _id: id, collector });
  return owners;
}

/** What it replaces: the nearest of its ancestors whose body is kept. */
async function previousOf(
  document: PouchDocument,
  { database, newEdits }: Writing,
): Promise<PouchDocument | null> {
  const tree = await database.tree(document._id);
  const named = declaredParents(document).slice(newEdits ? 0 : 1);
  const known = named.find((rev) => tree?.known.has(rev));
  const rev =
    tree && known !== undefined ? ancestry(tree, known).find((one) => tree.available.has(one)) : undefined;
  return rev === undefined ? null : database.read(document._id, { rev });
}

async function store(documents: PouchDocument[], writing: Writing): Promise<Outcome[]> {
  const { database, newEdits } = writing;
  if (!newEdits) {
    const asked = documents.map((document) => ({ id: document._id, rev: asText(document['_rev']) }));
    const troubles = await database.write(documents, false).catch((trouble: unknown) => {
      throw fromPouch(trouble);
    });
    return asked.map(({ id, rev }) => {
      const trouble = troubles.find((row) => row.id === id && (row.rev === undefined || row.rev === rev));
      return trouble ? { id, rev, refusal: fromPouch(trouble) } : { id, rev };
    });
  }
  const rows = await database.write(documents, true).catch((trouble: unknown) => {
    throw fromPouch(trouble);
  });
  return rows.map((row, place) => outcomeOf(row, documents[place]?._id ?? row.id));
}

function outcomeOf(row: PouchWrite, id: string): Outcome {
  if (row.ok === true) return { id, rev: row.rev };
  return { id, rev: undefined, refusal: row.status === 409 ? conflict() : fromPouch(row) };
}
