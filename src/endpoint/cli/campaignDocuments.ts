import { type Campaign, type DastakDocument, parseDocument } from '../../domain/document.ts';
import type { KnownForm } from '../../exchange/odk/readResponses.ts';
import { type CouchClient, escapeId, must } from './couchClient.ts';
import { Mistake } from './trouble.ts';

type Kept<Type extends DastakDocument['type']> = {
  readonly id: string;
  readonly rev: string;
  readonly body: Extract<DastakDocument, { type: Type }>;
};

/** The readable documents of one type. */
export async function ofType<Type extends DastakDocument['type']>(
  client: CouchClient,
  name: string,
  type: Type,
): Promise<Kept<Type>[]> {
  const range = `startkey=${escapeId(`"${type}:"`)}&endkey=${escapeId(`"${type}:\uffff"`)}`;
  const path = `/${escapeId(name)}/_all_docs?include_docs=true&${range}`;
  const { rows } = (await must(client, 'Reading', 'GET', path)) as {
    rows: { id: string; doc?: Record<string, unknown> | null }[];
  };
  return rows.flatMap(({ id, doc }) => {
    const parsed = doc ? parseDocument(doc) : undefined;
    if (parsed?.ok !== true || parsed.value.type !== type) return [];
    return [{ id, rev: String(doc?.['_rev']), body: parsed.value as Kept<Type>['body'] }];
  });
}

/** The campaign of a database with every version of its forms. @throws Mistake where there is none */
export async function campaignAndForms(
  client: CouchClient,
  name: string,
): Promise<{ campaign: Campaign; forms: KnownForm[] }> {
  const [campaign] = await ofType(client, name, 'campaign');
  if (campaign === undefined)
    throw new Mistake(`${name} holds no campaign. Make one first, or try: dastak demo`);
  const current = new Set(Object.values(campaign.body.forms));
  const forms = await ofType(client, name, 'form');
  return {
    campaign: campaign.body,
    forms: forms.map(({ id, body }) => ({ id, definition: body.definition, isCurrent: current.has(id) })),
  };
}
