// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { formCompiler } from '../../../src/app/forms.ts';
import type { FormDocument } from '../../../src/domain/document.ts';
import type { Row } from '../../../src/domain/form/definition.ts';
import { formOf } from '../domain/form.scenario.ts';

const compiledOf = (...rows: Row[]) =>
  formCompiler()('form:x:0', { definition: formOf(rows) } as FormDocument);

test('a plain form is compiled by the core alone', async () => {
  const form = await compiledOf({ type: 'integer', name: 'age', constraint: '. < 120' });
  expect(form.ok && form.value.extended).toBeUndefined();
});

test('a form with repeats, rarer functions or columns gets what it needs', async () => {
  const children: Row[] = [{ type: 'integer', name: 'age' }];
  for (const rows of [
    [{ type: 'repeat', name: 'members', children }],
    [{ type: 'integer', name: 'age', constraint: 'round(., 0) = .' }],
    [{ type: 'text', name: 'a', trigger: '${a}' }],
  ] as Row[][]) {
    const form = await compiledOf(...rows);
    expect(form.ok && form.value.extended).toBeDefined();
  }
});

test('what is wrong with a form is told by row and column', async () => {
  const form = await compiledOf({ type: 'integer', name: 'age', constraint: '. <' });
  expect(form).toMatchObject({
    ok: false,
    words: { row: 'age', column: 'constraint', problem: 'expression-syntax' },
  });
});

test('a form that several screens ask for at once is compiled once, and known from then on', async () => {
  const compile = formCompiler();
  const document = {
    definition: formOf([{ type: 'repeat', name: 'members', children: [] }]),
  } as FormDocument;
  expect(compile.known('form:x:0')).toBeUndefined();
  const [one, two] = await Promise.all([compile('form:x:0', document), compile('form:x:0', document)]);
  expect(one).toBe(two);
  expect(one.ok && one.value).toBe(compile.known('form:x:0'));
});
