import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical.ts';
import { type DastakDocument, SCHEMA_VERSION } from '../../domain/document.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { campaignDocumentId, formDocumentId } from '../../domain/ids.ts';
import { DEMO_SLUG, demoCampaign } from './campaign.ts';
import { vaccineBaseline } from './forms/baseline.ts';
import { vaccineEndline } from './forms/endline.ts';
import { placeReport } from './forms/place.ts';

export { DEMO_SLUG } from './campaign.ts';

export interface DemoDocument {
  readonly _id: string;
  readonly body: DastakDocument;
}

/** The three forms of the demo campaign, in the order in which they are listed. */
export const demoForms: readonly FormDefinition[] = [vaccineBaseline, vaccineEndline, placeReport];

/** First 16 hex digits of the SHA-256 of the canonical definition: names the very version that was asked. */
const hashOf = (definition: FormDefinition): string =>
  createHash('sha256').update(canonicalJson(definition)).digest('hex').slice(0, 16);

/** The campaign and its forms. The same every time, so that putting them on an endpoint twice changes nothing. */
export function demoDocuments(): DemoDocument[] {
  const forms = demoForms.map((definition) => {
    const hash = hashOf(definition);
    const _id = formDocumentId(definition.form_id, hash);
    return {
      _id,
      body: { type: 'form', schema: SCHEMA_VERSION, campaign: DEMO_SLUG, hash, definition },
    } as const;
  });
  const versions = Object.fromEntries(forms.map(({ _id, body }) => [body.definition.form_id, _id]));
  return [{ _id: campaignDocumentId(DEMO_SLUG), body: demoCampaign(versions) }, ...forms];
}
