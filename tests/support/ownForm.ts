import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { SCHEMA_VERSION } from '../../src/domain/document.ts';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import { formDocumentId } from '../../src/domain/ids.ts';
import { couch } from './couch.ts';
import type { TestServer } from './servers.ts';

/** Lets the demo campaign ask this form instead of its own baseline, as a coordinator would set it. */
export async function asksInstead(server: TestServer, definition: FormDefinition): Promise<void> {
  const endpoint = couch(server);
  const [campaign] = await endpoint.documents('campaign:');
  if (campaign === undefined) throw new Error('the endpoint has no campaign');
  const { _id, _rev, _attachments, ...body } = campaign;
  const hash = createHash('sha256').update(canonicalJson(definition)).digest('hex').slice(0, 16);
  const version = formDocumentId(definition.form_id, hash);
  const form = { type: 'form', schema: SCHEMA_VERSION, campaign: body['campaign'], hash, definition };
  const forms = { ...(body['forms'] as object), [definition.form_id]: version };
  const rounds = [{ name: 'baseline', title: definition.title, form: definition.form_id }];
  await endpoint.put([
    { _id: version, body: form },
    { _id, body: { ...body, forms, rounds, currentRound: 'baseline' } },
  ]);
}
