import { expect, test } from 'vitest';
import { childLeaf } from '../../../src/domain/revisions.ts';
import { demoDocuments } from '../../../src/endpoint/demo/index.ts';
import { type Collector, collector, now } from '../../support/collector.ts';
import { newDisk } from '../../support/phone.ts';

const receives = ({ store }: Collector, id: string, body: object): Promise<unknown> =>
  store.replicated.pulled([{ id, leaf: childLeaf([], null, false, { ...body }) }], null, 1);

const common = { type: 'response', schema: 1, campaign: 'demo' };

test('what a newer version made is counted and told once, however much of it came', async () => {
  const amina = await collector('amina', newDisk());
  await receives(amina, 'response:1', { ...common, schema: 2 });
  await receives(amina, 'response:2', { ...common, schema: 9 });
  expect((await now(amina.work.counts())).unread).toBe(2);
  expect(await now(amina.work.unread())).toMatchObject([{ trouble: { why: 'document-newer' }, count: 2 }]);
});

test('a damaged record is told with the place where it is damaged, and no list shows it', async () => {
  const amina = await collector('amina', newDisk());
  await receives(amina, 'response:1', { ...common, collector: 'amina', form: 7 });
  const [unread] = await now(amina.work.unread());
  expect(unread?.trouble).toMatchObject({ why: 'document-unreadable', words: { place: 'form' } });
  expect(await amina.records()).toEqual([]);
});

test('a form that fails its schema is told by row and column, each mistake by itself', async () => {
  const amina = await collector('amina', newDisk());
  const form = demoDocuments().find(({ body }) => body.type === 'form')?.body;
  if (form?.type !== 'form') throw new Error('the demo has no form');
  const [first, ...rest] = form.definition.survey;
  const survey = [{ ...first, type: 1 }, ...rest];
  await receives(amina, 'form:one:0', { ...form, definition: { ...form.definition, survey } });
  await receives(amina, 'form:two:0', { ...form, definition: { ...form.definition, languages: [] } });
  const told = (await now(amina.work.unread())).map(({ trouble }) => [
    trouble.why,
    trouble.words?.['column'],
  ]);
  expect(told).toEqual([
    ['form-invalid', 'type'],
    ['form-invalid', 'languages'],
  ]);
});
