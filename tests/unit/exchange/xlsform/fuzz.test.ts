import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importForm } from '../../../../src/exchange/xlsform/importForm.ts';
import { readMarkdown } from '../../../../src/exchange/xlsform/markdown.ts';
import { readForm } from '../../../../src/exchange/xlsform/readForm.ts';
import { writeXlsx } from '../../../../src/exchange/xlsform/writeXlsx.ts';
import { writeXForm } from '../../../../src/exchange/xlsform/xform/writeXForm.ts';

const GOOD = writeXlsx(
  readMarkdown(`
    | survey |
    | | type           | name | label | relevant  |
    | | begin_repeat   | r    | R     |           |
    | | select_one yn  | a    | A     |           |
    | | text           | b    | B     | \${a}='y' |
    | | end_repeat     | r    |       |           |
    | choices |
    | | list_name | name | label |
    | | yn        | y    | Yes   |
  `),
);

/** A good workbook with some bytes changed, cut or doubled. */
const broken = fc
  .record({
    edits: fc.array(fc.tuple(fc.nat(GOOD.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 12,
    }),
    end: fc.oneof(fc.constant(GOOD.length), fc.nat(GOOD.length)),
  })
  .map(({ edits, end }) => {
    const bytes = GOOD.slice(0, end);
    for (const [at, byte] of edits) if (at < end) bytes[at] = byte;
    return bytes;
  });

test('a broken workbook is a form, or a problem, and never a crash', async () => {
  await fc.assert(
    fc.asyncProperty(broken, async (bytes) => {
      const { definition, problems } = await importForm(bytes, 'broken.xlsx');
      expect(definition === undefined).toBe(problems.length > 0);
    }),
    { numRuns: 200 },
  );
});

test('any bytes at all are no form and no crash', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const { definition, problems } = await importForm(bytes, 'x');
      expect(definition === undefined).toBe(problems.length > 0);
    }),
  );
});

const word = fc.constantFrom(
  'begin_group',
  'end_group',
  'begin_repeat',
  'end_repeat',
  'text',
  'integer',
  'select_one l',
  `select_one \${a}`,
  'range',
  'begin loop over l',
  'end loop',
  'audit',
  'geopoint',
  'calculate',
  'select_multiple l or_other',
  'rank l',
  'csv-external',
  'note',
);
const name = fc.constantFrom('a', 'b', 'c', 'meta', '__proto__', 'constructor', 'A', '1', 'ä');
const cell = fc.oneof(
  fc.constantFrom(
    '',
    '',
    'yes',
    `\${a}`,
    `\${b} + 1`,
    `\${last-saved#a}`,
    `\${`,
    '.',
    'randomize=true',
    'table-list',
    'a=b',
    '%(label)s',
    `pulldata('l', 'a', 'b', \${a})`,
  ),
  fc.string({ maxLength: 6 }).map((text) => text.replace(/[|\n\r]/g, '')),
);
const headers = [
  'label',
  'label::French',
  'relevant',
  'calculation',
  'parameters',
  'appearance',
  'default',
  'trigger',
  'choice_filter',
  'save_to',
  'repeat_count',
  'constraint_message::x',
  'media::image',
];
const line = fc.tuple(word, name, fc.array(cell, { minLength: headers.length, maxLength: headers.length }));

test('any rows are a form that can be written as an XForm, or problems with their places', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
      const table = (cells: readonly string[]): string => `| | ${cells.join(' | ')} |`;
      const tables = [
        '| survey |',
        table(['type', 'name', ...headers]),
        ...lines.map(([type, called, cells]) => table([type, called, ...cells])),
        '| choices |',
        table(['list_name', 'name', 'label']),
        table(['l', 'x', `X \${a}`]),
        '| entities |',
        table(['list_name', 'label']),
        table(['e', `\${a}`]),
      ].join('\n');
      const { form, problems } = await readForm(readMarkdown(tables));
      expect(form === undefined).toBe(problems.length > 0);
      for (const { sheet } of problems)
        expect(['survey', 'choices', 'entities', 'settings']).toContain(sheet);
      if (form !== undefined) expect(writeXForm(form)).toContain('</h:html>');
    }),
    { numRuns: 300 },
  );
});
