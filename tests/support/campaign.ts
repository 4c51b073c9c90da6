import { createHash } from 'node:crypto';
import type { Campaign, FormDocument } from '../../src/domain/document.ts';
import type { FormDefinition, Row, Translated } from '../../src/domain/form/definition.ts';
import { campaignDocumentId, formDocumentId } from '../../src/domain/ids.ts';
import { DEMO_SLUG, demoDocuments } from '../../src/endpoint/demo/index.ts';
import { couch } from './couch.ts';
import type { TestServer } from './servers.ts';

/** Words of a form in the three languages. */
export const say = (en: string, ur: string, es: string): Translated => ({ en, ur, es });

/** A short survey of a house: its code, and what else is asked there. */
export const visitAsking = (...asked: Row[]): FormDefinition => ({
  form_id: 'visit',
  version: '1',
  title: say('Visit', 'ملاقات', 'Visita'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur', 'es'],
  survey: [
    { type: 'text', name: 'code', label: say('Code of the house', 'گھر کا کوڈ', 'Código de la casa') },
    ...asked,
  ],
  choices: {},
});

/** The demo campaign with one more round, which is asked now: that of `definition`. */
export function campaignAsking(definition: FormDefinition): { _id: string; body: Campaign | FormDocument }[] {
  const hash = createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 16);
  const formId = formDocumentId(definition.form_id, hash);
  const form: FormDocument = { type: 'form', schema: 1, campaign: DEMO_SLUG, hash, definition };
  const campaign = demoCampaign();
  const round = { name: definition.form_id, title: definition.title, form: definition.form_id };
  return [
    { _id: formId, body: form },
    {
      _id: campaignDocumentId(DEMO_SLUG),
      body: {
        ...campaign,
        rounds: [...campaign.rounds, round],
        currentRound: round.name,
        forms: { ...campaign.forms, [definition.form_id]: formId },
      },
    },
  ];
}

/** As the endpoint was given it. */
export function demoCampaign(): Campaign {
  const body = demoDocuments().find(({ body: { type } }) => type === 'campaign')?.body;
  if (body?.type !== 'campaign') throw new Error('the demo has no campaign');
  return body;
}

/** A coordinator publishes a form, and from now on it is the one to ask. */
export const publish = (server: TestServer, definition: FormDefinition): Promise<void> =>
  couch(server).put(campaignAsking(definition));

/** A rule of the endpoint's own; undefined: none any more. */
export const rules = (server: TestServer, text: string | undefined): Promise<void> => {
  const body = text === undefined ? { _deleted: true } : { validate_doc_update: text };
  return couch(server).put([{ _id: '_design/closed', body }]);
};
