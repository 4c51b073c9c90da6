import { canonicalJson } from '../domain/canonical.ts';
import type { Rev } from '../domain/ids.ts';
import { md5Hex } from '../domain/md5.ts';
import { ok } from '../domain/result.ts';
import { generation, type Leaf, revHash } from '../domain/revisions.ts';
import { asked } from './asked.ts';
import type { Note, Outcome, OutgoingLeaf, RevisionName, WriteAnswer } from './endpoint.ts';
import type { Wire } from './http.ts';
import { troubleOf } from './httpTrouble.ts';
import { askJson } from './request.ts';
import {
  AllDocsAnswer,
  BulkDocsAnswer,
  RevsDiffAnswer,
  refusalsIn,
  WrittenAnswer,
} from './writtenAnswers.ts';

/** What sending needs of the protocol, apart from what a first pull needs. */

export async function writeNote(
  wire: Wire,
  id: string,
  { session, seq, filter }: Note,
  rev: string | undefined,
): Promise<Outcome<string | undefined>> {
  const body = { session, source_last_seq: seq, filter, replicator: 'dastak', ...(rev && { _rev: rev }) };
  const answer = await asked(wire, WrittenAnswer, { method: 'PUT', path: `/_local/${id}`, body });
  return answer.ok ? ok(answer.value.rev) : answer;
}

export async function missing(wire: Wire, wanted: readonly RevisionName[]): Promise<Outcome<RevisionName[]>> {
  const body: Record<string, Rev[]> = {};
  for (const { id, rev } of wanted) body[id] = [...(body[id] ?? []), rev];
  const answer = await asked(wire, RevsDiffAnswer, { method: 'POST', path: '/_revs_diff', body });
  if (!answer.ok) return answer;
  return ok(wanted.filter(({ id, rev }) => answer.value[id]?.missing?.includes(rev) === true));
}

export async function write(wire: Wire, leaves: readonly OutgoingLeaf[]): Promise<Outcome<WriteAnswer>> {
  const docs = leaves.map(({ id, leaf }) => documentOf(id, leaf));
  const body = { new_edits: false, docs };
  const answer = await asked(wire, BulkDocsAnswer, { method: 'POST', path: '/_bulk_docs', body });
  if (!answer.ok) return answer;
  const refused = refusalsIn(answer.value);
  return refused ? ok({ refused }) : troubleOf('server-trouble', 200, 'nameless');
}

/** `validate_doc_update` functions by their revisions, and `_security` as it is: any member may read both. */
export async function rules(wire: Wire): Promise<Outcome<string>> {
  const path = `/_all_docs?startkey=${encodeURIComponent('"_design/"')}&endkey=${encodeURIComponent('"_design0"')}`;
  const designs = await asked(wire, AllDocsAnswer, { path });
  if (!designs.ok) return designs;
  const security = await askJson(wire, { path: '/_security' });
  if (!security.ok) return security;
  const revs = designs.value.rows.map(({ id, value }) => [id, value.rev]);
  return ok(md5Hex(canonicalJson([revs, security.value])));
}

function documentOf(id: string, { rev, ancestors, deleted, body }: Leaf): Record<string, unknown> {
  const ids = [rev, ...ancestors].map(revHash);
  const history = { start: generation(rev), ids };
  return { ...body, _id: id, _rev: rev, _revisions: history, ...(deleted && { _deleted: true }) };
}
