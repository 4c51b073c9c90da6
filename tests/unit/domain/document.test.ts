import { expect, test } from 'vitest';
import { parseDocument } from '../../../src/domain/document.ts';
import { demoDocuments } from '../../../src/endpoint/demo/index.ts';

test('every demo document can be read', () => {
  for (const { _id, body } of demoDocuments()) expect(parseDocument(body).ok, _id).toBe(true);
});

test('a document of a later schema is not guessed at', () => {
  expect(parseDocument({ type: 'response', schema: 2 })).toMatchObject({ ok: false, why: 'document-newer' });
});

test.each([null, 7, 'text', [], {}, { type: 'poem', schema: 1 }])('%j is unreadable, and no crash', (raw) => {
  expect(parseDocument(raw)).toMatchObject({ ok: false, why: 'document-unreadable' });
});

test('a form nested thousands deep is unreadable, and no crash', () => {
  let children: unknown[] = [];
  for (let depth = 0; depth < 20_000; depth++) children = [{ type: 'group', name: 'g', children }];
  const [form] = demoDocuments().filter(({ body }) => body.type === 'form');
  const body = form?.body;
  if (body?.type !== 'form') throw new Error('no form in the demo');
  const deep = { ...body, definition: { ...body.definition, survey: children } };
  expect(parseDocument(deep)).toMatchObject({ ok: false, why: 'document-unreadable' });
});
