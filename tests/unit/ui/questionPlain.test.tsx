import { DOMImplementation, Element } from '@xmldom/xmldom';
import { render } from 'preact';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { usePlain } from '../../../src/ui/questions/Words.tsx';
import { until } from '../../support/until.ts';

const DOCUMENT = new DOMImplementation().createDocument(null, 'body');

beforeAll(() => {
  Object.assign(Element.prototype, { addEventListener: () => undefined, contains: () => false });
  vi.stubGlobal('document', DOCUMENT);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

function Title({ words }: { words: string }) {
  return <title>{usePlain()(words)}</title>;
}

test('a title has no marks as soon as the file that knows them is here; without any it is never asked for', async () => {
  const room = DOCUMENT.createElement('div') as unknown as globalThis.Element;
  render(<Title words="How many 2 * 3?" />, room);
  expect(room.textContent).toBe('How many 2 * 3?');
  render(<Title words="## How **many**?" />, room);
  await until(() => expect(room.textContent).toBe('How many?'));
});
