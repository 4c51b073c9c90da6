import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import { DeskContext } from '../../../src/ui/screens/desk/deskContext.ts';
import { OtherVersions } from '../../../src/ui/screens/desk/OtherVersions.tsx';
import { formOf } from '../domain/form.scenario.ts';
import { first, formDocument, interview, office, receive } from './office.ts';

async function shown(one: Answers, other: Answers): Promise<string> {
  const { store, desk } = await office();
  const parent = await receive(store, 'response:1', interview());
  await receive(store, 'response:1', interview({ answers: one, corrections: 1 }), parent);
  await receive(store, 'response:1', interview({ answers: other, corrections: 1 }), parent);
  const record = await first(desk.record('response:1'));
  if (record === null) throw new Error('no record');
  return renderToString(h(DeskContext, { value: desk }, h(OtherVersions, { record, language: 'en' })));
}

test('each question that was answered differently is one choice, in the words of the form', async () => {
  const html = await shown({ safe: 'true', school: 'none' }, { safe: 'false', school: 'none' });
  expect(html).toContain('Is it safe?');
  expect(html).toContain('>True<');
  expect(html).toContain('>False<');
  expect(html).not.toContain('School');
});

test('what nobody was asked, and what the form does not know, is no choice and breaks nothing', async () => {
  const html = await shown({ start: 'a', unknown: 'b' }, { start: 'c', nowhere: 'd' });
  expect(html).not.toContain('radiogroup');
});

test('somebody whom only one version has is one choice, told by her answers', async () => {
  const { store, desk } = await office();
  const definition = formOf([
    {
      type: 'repeat',
      name: 'people',
      label: { en: 'Person' },
      children: [
        { type: 'text', name: 'name', label: { en: 'Her name' } },
        { type: 'integer', name: 'age', label: { en: 'Her age' } },
      ],
    },
  ]);
  await receive(store, 'form:household:0', formDocument(definition));
  const of = (answers: Answers, corrections: number) =>
    interview({ form: 'household', formVersion: 'form:household:0', answers, corrections });
  const sana = { 'people[1]': 'a', 'people[1]/name': 'Sana', 'people[1]/age': 30 };
  const both = { ...sana, people: 2, 'people[2]': 'b', 'people[2]/name': 'Ali', 'people[2]/age': 4 };
  const parent = await receive(store, 'response:1', of(both, 0));
  await receive(store, 'response:1', of({ ...both, 'people[2]/age': 5 }, 1), parent);
  const ali = { people: 1, 'people[1]': 'b', 'people[1]/name': 'Ali', 'people[1]/age': 4 };
  await receive(store, 'response:1', of(ali, 1), parent);
  const record = await first(desk.record('response:1'));
  if (record === null) throw new Error('no record');
  const html = renderToString(h(DeskContext, { value: desk }, h(OtherVersions, { record, language: 'en' })));
  expect(html).toContain('Sana · 30');
  expect(html).toMatch(/Her age · Person \d/);
  expect(html).not.toContain('Her name');
  expect(html.match(/<fieldset/g)?.length).toBe(2);
});
