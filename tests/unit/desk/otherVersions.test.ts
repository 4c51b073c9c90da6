import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import { DeskContext } from '../../../src/ui/screens/desk/deskContext.ts';
import { OtherVersions } from '../../../src/ui/screens/desk/OtherVersions.tsx';
import { first, interview, office, receive } from './office.ts';

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
