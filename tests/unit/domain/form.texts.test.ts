// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import type { Row } from '../../../src/domain/form/definition.ts';
import { Amina, choice, MORNING } from './form.scenario.ts';

const ROWS: Row[] = [
  {
    type: 'group',
    name: 'home',
    children: [
      { type: 'text', name: 'q', label: { en: 'Your name', ur: 'آپ کا نام' }, hint: { en: 'In full' } },
    ],
  },
  { type: 'select_one', name: 'colour', list_name: 'colours' },
  ...['/data/home/q:label', '/data/home/q:hint', 'colours-1', 'colours-9', '/data/nowhere:label'].map(
    (id, at): Row => ({ type: 'calculate', name: `c${at}`, calculation: `jr:itext('${id}')` }),
  ),
];

test('jr:itext gives a text of the form by the id that pyxform writes, in the language of the interview', () => {
  const texts = (language: string) => {
    const { state } = new Amina(ROWS, { colours: [choice('red'), choice('blue')] }, { ...MORNING, language });
    return [0, 1, 2, 3, 4].map((at) => state.answers[`c${at}`]);
  };
  expect(texts('en')).toEqual(['Your name', 'In full', 'BLUE', undefined, undefined]);
  expect(texts('ur').slice(0, 2)).toEqual(['آپ کا نام', 'In full']);
});
