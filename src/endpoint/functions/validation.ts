import type { PouchDocument } from 'pouchdb-core';
import type { Identity } from '../access/identity.ts';
import { isFields } from '../couch/json.ts';
import { Refusal } from '../couch/refusal.ts';
import type { Database } from '../store/database.ts';
import { type Called, compile, type SandboxedFunction } from './sandbox.ts';

interface Rule {
  readonly ddoc: string;
  readonly text: string;
  /** Undefined: it cannot be compiled, and so nothing can be written, as at CouchDB. */
  readonly call: SandboxedFunction | undefined;
}
interface Rules {
  /** Which design documents, at which revisions, these rules are from. */
  readonly from: string;
  readonly rules: readonly Rule[];
}

const held = new WeakMap<Database, Rules>();
/** A database that is closed and forgotten takes its functions with it; the sandbox cannot see that by itself. */
const forgotten = new FinalizationRegistry<readonly Rule[]>(drop);
const NONE: readonly Rule[] = [];

/** One batch: a function that ran out of time once is not given as much again for each further document. */
export type Struck = Set<string>;

/**
 * What the `validate_doc_update` functions of the database's design documents say of a document.
 * @param old the revision that it replaces, or null
 * @returns why it may not be written, or undefined
 */
export async function refusalByRules(
  database: Database,
  document: PouchDocument,
  old: () => Promise<PouchDocument | null>,
  who: Identity,
  struck: Struck,
): Promise<Refusal | undefined> {
  if (/^_(design|local)\//.test(document._id)) return undefined;
  const rules = await rulesOf(database);
  if (rules.length === 0) return undefined;
  const before = await old();
  const { name, security } = database.card;
  for (const { ddoc, call } of rules) {
    if (!call || struck.has(ddoc)) return timeoutOf(ddoc, call === undefined);
    const called = await call.call(
      withoutBytes(document),
      before,
      { db: name, name: who.name, roles: who.roles },
      security,
    );
    if (called.ok) continue;
    if (called.isTimeout) struck.add(ddoc);
    return refusalOf(called, ddoc);
  }
  return undefined;
}

/** As CouchDB: rules see which attachments a document brings, not their bytes. */
function withoutBytes(document: PouchDocument): PouchDocument {
  const attachments = document['_attachments'];
  if (!isFields(attachments)) return document;
  const stubs = Object.entries(attachments).map(([name, entry]) => {
    const { data: _data, follows: _follows, ...rest } = isFields(entry) ? entry : {};
    return [name, { ...rest, stub: true }];
  });
  return { ...document, _attachments: Object.fromEntries(stubs) };
}

const timeoutOf = (ddoc: string, isBroken: boolean): Refusal =>
  isBroken
    ? new Refusal(500, 'compilation_error', `validate_doc_update of ${ddoc} cannot be compiled.`)
    : new Refusal(500, 'timeout', `validate_doc_update of ${ddoc} took too long.`);

function refusalOf({ thrown, isTimeout }: Extract<Called, { ok: false }>, ddoc: string): Refusal {
  if (isTimeout) return timeoutOf(ddoc, false);
  if (isFields(thrown)) {
    if (thrown['forbidden'] !== undefined)
      return new Refusal(403, 'forbidden', asReason(thrown['forbidden']));
    if (thrown['unauthorized'] !== undefined) {
      return new Refusal(401, 'unauthorized', asReason(thrown['unauthorized']));
    }
    if (typeof thrown['name'] === 'string') {
      return new Refusal(500, thrown['name'], `${asReason(thrown['message'])} (${ddoc})`);
    }
  }
  return new Refusal(500, 'unknown_error', asReason(thrown));
}

/** CouchDB lets an object through as it is; ours travels as its JSON. */
const asReason = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');

async function rulesOf(database: Database): Promise<readonly Rule[]> {
  const log = await database.changes();
  const designs = log.designs();
  if (designs.length === 0) return NONE;
  const from = designs.map((row) => `${row.id}@${row.revs[0]}`).join(' ');
  const known = held.get(database);
  if (known?.from === from) return known.rules;
  const documents = await Promise.all(designs.map((row) => database.winner(row)));
  const rules: Rule[] = [];
  for (const document of documents) {
    const text = document?.['validate_doc_update'];
    if (!document || typeof text !== 'string') continue;
    const before = known?.rules.find((rule) => rule.ddoc === document._id && rule.text === text);
    const compiled = before ?? (await compileRule(document._id, text));
    rules.push(compiled);
  }
  held.set(database, { from, rules });
  forgotten.unregister(database);
  forgotten.register(database, rules, database);
  drop((known?.rules ?? []).filter((rule) => !rules.includes(rule)));
  return rules;
}

function drop(rules: readonly Rule[]): void {
  for (const rule of rules) rule.call?.dispose();
}

async function compileRule(ddoc: string, text: string): Promise<Rule> {
  const compiled = await compile(text);
  return { ddoc, text, call: compiled.ok ? compiled.call : undefined };
}

/** Refuses a design document whose rule no engine could run, before it stops every writer. */
export async function refusalOfDesign(document: PouchDocument): Promise<Refusal | undefined> {
  const text = document['validate_doc_update'];
  if (!document._id.startsWith('_design/') || text === undefined || document['_deleted'] === true)
    return undefined;
  const compiled = typeof text === 'string' ? await compile(text) : ({ ok: false, why: 'no text' } as const);
  if (compiled.ok) {
    compiled.call.dispose();
    return undefined;
  }
  const reason = `Compilation of the validate_doc_update function in the '${document._id}' view failed: ${compiled.why}`;
  return new Refusal(400, 'compilation_error', reason.slice(0, 500));
}
