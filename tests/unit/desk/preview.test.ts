// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { previewForm } from '../../../src/app/desk/forms/preview.ts';
import { browserDigest } from '../../../src/device/digest.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { office } from './office.ts';

const VISIT: FormDefinition = {
  form_id: 'visit',
  version: '1',
  title: { en: 'Visit' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey: [
    { type: 'select_one', name: 'town', list_name: 'towns.csv', label: { en: 'Town?' } },
    { type: 'select_one', name: 'tree', list_name: 'trees.csv', label: { en: 'Tree?' } },
    { type: 'text', name: 'said', label: { en: 'Say' }, media: { image: { en: 'tap.png' } } },
  ],
  choices: {},
};
const REGISTER: FormDefinition = {
  ...VISIT,
  form_id: 'register',
  survey: [{ type: 'text', name: 'new_name', label: { en: 'Name' } }],
  entities: [{ list_name: 'trees', label: '${new_name}' }],
};
const TAP = { name: 'tap.png', bytes: new TextEncoder().encode('PNG').buffer };

async function filesOf(given: readonly (typeof TAP)[]) {
  const { store, desk } = await office();
  await desk.publishForm(REGISTER, []);
  const clock = { now: () => '2026-11-22T09:00:00Z', today: () => '2026-11-22' };
  const device = { clock, digest: browserDigest(), random: { uuid: () => 'u', share: () => 0.5 } };
  const parts = { store, device, account: { name: 'sana' }, deviceId: 'desk-1' };
  const made = await previewForm(parts as never, VISIT, given, 'en');
  if (!made.ok) throw new Error(made.why);
  return made.value.open.files;
}

test('whoever tries a form out is told of a picture or table that she did not add, which no network would bring', async () => {
  const files = await filesOf([]);
  expect(files?.trouble('towns.csv')).toBe('file-not-added');
  expect(await files?.url('tap.png')).toMatchObject({ why: 'file-not-added', words: { name: 'tap.png' } });
  expect(await files?.shapes('tap.png')).toMatchObject({ why: 'file-not-added' });
});

test('what she added is there, and a list that forms fill is nothing she could add', async () => {
  const files = await filesOf([TAP]);
  expect(await files?.url('tap.png')).toMatchObject({ ok: true });
  expect(files?.trouble('trees.csv')).toBe('file-missing');
});
