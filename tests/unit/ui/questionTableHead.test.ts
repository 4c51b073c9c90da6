import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { beforeAll, expect, test, vi } from 'vitest';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { Choice, Row } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import { trouble } from '../../../src/domain/result.ts';
import { loadNamespace, startLanguage } from '../../../src/language/index.ts';
import { Choices } from '../../../src/ui/questions/extended/Choices.tsx';
import { formOf } from '../domain/form.scenario.ts';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await startLanguage('en');
  await loadNamespace('extended');
});

const ROW: Row = {
  type: 'select_one',
  name: 'head',
  list_name: 'often',
  appearance: 'label',
  label: { en: 'How often?' },
};

function headOf(choices: Choice[]): string {
  const form = compileForm(formOf([ROW], { often: choices }), EXTENSION);
  const question = form.ok ? form.value.questions.get('head') : undefined;
  if (question === undefined) throw new Error('no question');
  return renderToString(
    h(Choices, {
      path: 'head',
      question,
      value: undefined,
      choices,
      language: 'en',
      text: (words) => words?.['en'] ?? '',
      onAnswer: () => undefined,
      attachment: () => Promise.resolve(trouble('gone')),
    }),
  );
}

const NEVER: Choice = { name: 'never', label: { en: 'Never' } };

test('a head without sounds is no list of empty items to a reader of screens', () => {
  expect(headOf([NEVER])).toMatch(/<ul[^>]* aria-hidden="true"/);
});

test('of a head with sounds the sounds are read out, and nothing else', () => {
  const html = headOf([
    NEVER,
    { name: 'daily', label: { en: 'Daily' }, media: { audio: { en: 'daily.mp3' } } },
  ]);
  expect(html).not.toMatch(/<ul[^>]* aria-hidden="true"/);
  expect(html.match(/<li[^>]* aria-hidden="true"/g)).toHaveLength(1);
  expect(html).toContain('Listen to “Daily”');
});
