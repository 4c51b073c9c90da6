// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { browserDigest } from '../../../src/device/digest.ts';
import { entryOf, fileParts } from '../../../src/domain/files.ts';
import type { Row } from '../../../src/domain/form/definition.ts';
import { collector } from '../../support/collector.ts';
import { newDisk } from '../../support/phone.ts';
import { formOf } from '../domain/form.scenario.ts';

const TOWNS = 'name,label,people\nlhr,Lahore,13000000\nleo,León,1700000\n';
const ROWS: Row[] = [
  { type: 'text', name: 'town' },
  { type: 'integer', name: 'people', calculation: "pulldata('towns', 'people', 'name', ${town})" },
  { type: 'integer', name: 'half', calculation: '${people} div 2' },
  { type: 'integer', name: 'guess', calculation: '1 + 1' },
];

async function phone(rows = ROWS) {
  const { sha256Hex } = browserDigest();
  const bytes = new TextEncoder().encode(TOWNS).buffer;
  const file = await entryOf('towns.csv', bytes, sha256Hex);
  const definition = { ...formOf(rows), files: [file] };
  const amina = await collector('amina', newDisk(), undefined, { definition });
  const about = { response: '', campaign: '', collector: 'amina', contentType: '', widthPx: 0, heightPx: 0 };
  const comes = async (): Promise<void> => {
    for (const part of await fileParts(file, bytes, sha256Hex))
      await amina.store.media.add({ ...part, ...about });
  };
  return { amina, comes };
}

test('a visible calculation is made of a table that came after its draft was left', async () => {
  const { amina, comes } = await phone();
  const first = await amina.startsSurvey();
  await first.answer('town', 'leo');
  await first.answer('guess', undefined);
  expect(first.current().state.answers).toEqual({ town: 'leo' });
  const { id } = first.current().draft;
  await first.close();
  await comes();
  const again = await amina.opens(id);
  // What was cleared by hand stays so: no table has to do with it.
  expect(again.current().state.answers).toEqual({ town: 'leo', people: 1_700_000, half: 850_000 });
});

test('what follows from a calculation that nobody sees is made, too', async () => {
  const hidden: Row[] = [
    { type: 'text', name: 'town' },
    { type: 'calculate', name: 'many', calculation: "pulldata('towns', 'people', 'name', ${town})" },
    { type: 'integer', name: 'tenth', calculation: '${many} div 10' },
    { type: 'integer', name: 'guess', calculation: '1 + 1' },
  ];
  const { amina, comes } = await phone(hidden);
  const first = await amina.startsSurvey();
  await first.answer('town', 'leo');
  await first.answer('tenth', undefined);
  await first.answer('guess', undefined);
  const { id } = first.current().draft;
  await first.close();
  await comes();
  const { answers } = (await amina.opens(id)).current().state;
  expect(answers).toMatchObject({ many: '1700000', tenth: 170_000 });
  expect(answers).not.toHaveProperty('guess');
});

test('what somebody cleared when the table was there stays cleared', async () => {
  const { amina, comes } = await phone();
  const first = await amina.startsSurvey();
  await first.answer('town', 'leo');
  const { id } = first.current().draft;
  await first.close();
  await comes();
  const second = await amina.opens(id);
  await second.answer('people', undefined);
  await second.close();
  const third = await amina.opens(id);
  expect(third.current().state.answers).not.toHaveProperty('people');
});
