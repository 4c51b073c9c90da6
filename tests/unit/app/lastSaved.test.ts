// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { beforeEach, expect, test } from 'vitest';
import { lastSavedOf } from '../../../src/app/lastSaved.ts';
import type { Answers } from '../../../src/domain/answer.ts';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { FormDefinition, Row } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import { newAnswers } from '../../../src/domain/form/state.ts';
import type { ResponseId } from '../../../src/domain/ids.ts';
import { type CampaignStore, openCampaignStore } from '../../../src/storage/index.ts';
import { aDraft, aResponse } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';
import { formOf, MORNING } from '../domain/form.scenario.ts';

const asking: FormDefinition = {
  ...formOf([
    { type: 'text', name: 'village', default: '${last-saved#village}' },
    { type: 'integer', name: 'size', default: "instance('__last-saved')/data/size + 1" },
  ] satisfies Row[]),
  form_id: 'visit',
};

let store: CampaignStore;
beforeEach(() => {
  store = openCampaignStore('c0ffee000010', newDisk());
});

const finished = async (id: string, answers: Answers, more: object = {}) => {
  const draft = aDraft(id, answers, { form: 'visit', device: 'phone-1', ...more });
  await store.write.finalize(draft, aResponse(draft), 'amina');
};
const parts = () => ({ store, account: { name: 'amina' }, deviceId: 'phone-1' }) as never;
const last = async (own?: string) =>
  (await lastSavedOf(parts(), asking, own as ResponseId | undefined)).lastSaved;

test('a new response begins with what the last finished one says', async () => {
  await finished('a', { village: 'Kot Addu', size: 4 });
  const form = compileForm(asking, EXTENSION);
  if (!form.ok) throw new Error(JSON.stringify(form));
  const clock = { ...MORNING, ...(await lastSavedOf(parts(), asking)) };
  expect(newAnswers(form.value, clock)).toEqual({ village: 'Kot Addu', size: 5 });
  expect(newAnswers(form.value, MORNING)).toEqual({});
});

test('the last one is what happened last on this phone, whatever its clock or its name said', async () => {
  await finished('z', { village: 'first' });
  await finished('a', { village: 'second' });
  expect(await last()).toEqual({ village: 'second' });
});

test('answers of others, to other forms and from her other phone are not hers here', async () => {
  await finished('a', { village: 'hers' });
  await finished('b', { village: 'x' }, { collector: 'diego' });
  await finished('c', { village: 'x' }, { form: 'other' });
  await finished('d', { village: 'x' }, { device: 'phone-2' });
  expect(await last()).toEqual({ village: 'hers' });
});

test('a correction asks for another one than itself', async () => {
  await finished('a', { village: 'first' });
  await finished('b', { village: 'second' });
  expect(await last('response:b')).toEqual({ village: 'first' });
});

test('a form that does not ask for it reads nothing', async () => {
  await finished('a', { village: 'hers' });
  const plain = { ...asking, survey: [{ type: 'text', name: 'village' } satisfies Row] };
  expect(await lastSavedOf(parts(), plain)).toEqual({});
});
