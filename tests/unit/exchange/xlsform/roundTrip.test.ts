import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormDefinition, Row, Translated } from '../../../../src/domain/form/definition.ts';
import { demoForms } from '../../../../src/endpoint/demo/index.ts';
import { fromDefinition } from '../../../../src/exchange/xlsform/fromDefinition.ts';
import { readWorkbook } from '../../../../src/exchange/xlsform/readFile.ts';
import { readForm } from '../../../../src/exchange/xlsform/readForm.ts';
import { toDefinition } from '../../../../src/exchange/xlsform/toDefinition.ts';
import { toSheets } from '../../../../src/exchange/xlsform/toSheets.ts';
import { writeXlsx } from '../../../../src/exchange/xlsform/writeXlsx.ts';

/** Out as a workbook and in again. */
async function throughWorkbook(definition: FormDefinition): Promise<FormDefinition> {
  const read = await readWorkbook(writeXlsx(toSheets(fromDefinition(definition))));
  if ('trouble' in read) throw new Error(read.trouble);
  const { form, problems } = await readForm(read.workbook);
  if (form === undefined) throw new Error(JSON.stringify(problems));
  return toDefinition(form);
}

const LANGUAGES = ['en', 'ur', 'x-bahasa'];
/** As a spreadsheet's cell comes back: no space at its ends, no reference. */
const words = fc
  .string({ unit: fc.constantFrom(...'abc  ÄÖ’“ نام 😀<&>"\'|\n{}=;,_x0041'), minLength: 1, maxLength: 16 })
  .map((text) => text.trim() || 'a');
const translated = (languages: readonly string[]): fc.Arbitrary<Translated> =>
  fc.record(
    Object.fromEntries(languages.map((tag) => [tag, words])),
    languages.length === 1 ? {} : { requiredKeys: [languages[0] ?? ''] },
  );
const expression = fc.constantFrom('1 = 1', "string-length('a  b') > 0", '. != ""', 'today() > 0', 'yes');
const some = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const kept = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

function rowOf(languages: readonly string[], isDeep: boolean): fc.Arbitrary<Omit<Row, 'name'>> {
  const text = translated(languages);
  const question = fc.record({
    type: fc.constantFrom(
      'text' as const,
      'integer' as const,
      'date' as const,
      'note' as const,
      'image' as const,
      'dateTime' as const,
      'geotrace' as const,
    ),
    label: text,
    hint: some(text),
    guidance_hint: some(text),
    required: some(expression),
    required_message: some(text),
    relevant: some(expression),
    constraint: some(expression),
    constraint_message: some(text),
    read_only: some(expression),
    appearance: some(fc.constantFrom('multiline', 'w1 thousands-sep')),
    default: some(fc.constantFrom('2020-01-01', 'once(today())', '7')),
    media: some(fc.record({ image: text })),
    autoplay: some(fc.constant('audio')),
    attributes: some(fc.constant({ 'bind::orx:x': 'y', 'body::z': '1', 'instance::odk:tag': 't' })),
  });
  const select = fc.record({
    type: fc.constantFrom('select_one' as const, 'select_multiple' as const, 'rank' as const),
    label: text,
    list_name: fc.constantFrom('l', 'places.csv'),
    choice_filter: some(fc.constant("name != 'x'")),
    parameters: some(fc.constantFrom({ randomize: 'true', seed: '7' })),
  });
  const leaf = fc.oneof(
    question,
    select,
    fc.record({ type: fc.constant('calculate' as const), calculation: expression }),
  );
  if (!isDeep) return leaf as fc.Arbitrary<Omit<Row, 'name'>>;
  const group = fc.record({
    type: fc.constantFrom('group' as const, 'repeat' as const),
    label: some(text),
    relevant: some(expression),
    appearance: some(fc.constantFrom('field-list', 'table-list')),
    repeat_count: some(fc.constant('3')),
    children: fc.array(rowOf(languages, false), { maxLength: 3 }),
  });
  return fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: group }) as fc.Arbitrary<
    Omit<Row, 'name'>
  >;
}

let count = 0;
/** Names of their own for all rows, and no column that says nothing. */
const named = (row: Omit<Row, 'name'>): Row => {
  const whole = { ...row, name: `q${count++}` };
  const children = row.children?.map(named);
  const isSame = row.appearance === 'table-list';
  return kept({
    ...whole,
    ...(children === undefined ? {} : { children: isSame ? [] : children }),
    repeat_count: row.type === 'repeat' ? row.repeat_count : undefined,
  }) as Row;
};

const definitions: fc.Arbitrary<FormDefinition> = fc
  .subarray(LANGUAGES, { minLength: 1 })
  .chain((languages) =>
    fc.record({
      form_id: fc.constantFrom('f', 'my-form_2'),
      version: fc.constantFrom('', '2026'),
      title: translated(languages),
      subject: fc.constantFrom('survey' as const, 'place' as const),
      default_language: fc.constant(languages[0] ?? 'en'),
      languages: fc.constant(languages),
      survey: fc.array(rowOf(languages, true), { minLength: 1, maxLength: 6 }).map((rows) => rows.map(named)),
      choices: fc.record({
        l: fc.uniqueArray(
          fc
            .record({
              name: fc.constantFrom('a', 'b', 'c', '1', 'other'),
              label: translated(languages),
              icon: some(fc.constant('tree')),
              columns: some(fc.record({ province: words })),
              media: some(fc.record({ audio: translated(languages) })),
            })
            .map((choice) => kept(choice) as FormDefinition['choices'][string][number]),
          { minLength: 1, selector: ({ name }) => name },
        ),
      }),
      instance_name: some(fc.constant("concat('a', 'b')")),
      style: some(fc.constant('pages')),
      settings: some(fc.constant({ public_key: 'abc', id_string: 'f!' })),
    }),
  )
  .map((definition) => {
    const named = definition.languages.includes('x-bahasa')
      ? { language_names: { 'x-bahasa': 'Bahasa' } }
      : { language_names: undefined };
    return kept({
      ...definition,
      ...named,
      ...(definition.settings === undefined ? {} : { form_id: 'f' }),
    }) as FormDefinition;
  });

test('a form written as a workbook and read again is the same form', async () => {
  await fc.assert(
    fc.asyncProperty(definitions, async (definition) => {
      expect(await throughWorkbook(definition)).toEqual(definition);
    }),
    { numRuns: 100 },
  );
});

test.each(demoForms.map((form) => [form.form_id, form] as const))(
  'the demo form %s survives its workbook',
  async (_id, form) => {
    expect(await throughWorkbook(form)).toEqual(form);
  },
);
