import { expect, test } from 'vitest';
import { importForm } from '../../../../src/exchange/xlsform/importForm.ts';
import { readWorkbook } from '../../../../src/exchange/xlsform/readFile.ts';
import { readForm } from '../../../../src/exchange/xlsform/readForm.ts';
import { writeXForm } from '../../../../src/exchange/xlsform/xform/writeXForm.ts';
import { formOf } from './support.ts';

const RICH = `
  | survey |
  | | type                  | name   | label::English (en)    | label::Urdu (ur) | hint::English (en) | relevant      | constraint | constraint_message::English (en) | calculation | default | parameters     | appearance | trigger | choice_filter       | save_to | repeat_count |
  | | start                 | start  |                        |                  |                    |               |            |                                  |             |         |                |            |         |                     |         |              |
  | | audit                 |        |                        |                  |                    |               |            |                                  |             |         | identify-user=true |        |         |                     |         |              |
  | | begin_repeat          | person | Person                 | شخص              |                    |               |            |                                  |             |         |                |            |         |                     |         | 2            |
  | | text                  | name   | Name                   | نام              | Whole              |               |            |                                  |             |         |                | multiline  |         |                     | name_p  |              |
  | | integer               | age    | Age of \${name}        | عمر              |                    |               | . < 120    | Too old, \${name}               |             | 7       |                |            |         |                     |         |              |
  | | dateTime              | at     |                        |                  |                    |               |            |                                  | now()       |         |                |            | \${age} |                     |         |              |
  | | end_repeat            |        |                        |                  |                    |               |            |                                  |             |         |                |            |         |                     |         |              |
  | | begin_group           | g      | Group                  |                  |                    | \${sum} > 3   |            |                                  |             |         |                | field-list |         |                     |         |              |
  | | select_one province   | prov   | Province               | صوبہ             |                    |               |            |                                  |             |         |                |            |         |                     |         |              |
  | | select_multiple town  | towns  | Towns                  |                  |                    |               |            |                                  |             |         | randomize=true seed=3 |     |         | province = \${prov} |         |              |
  | | image                 | photo  | Photo                  |                  |                    |               |            |                                  |             |         | max-pixels=640 |            |         |                     |         |              |
  | | date                  | day    | Day                    |                  |                    |               |            |                                  |             | today() |                |            |         |                     |         |              |
  | | range                 | level  | Level                  |                  |                    |               |            |                                  |             |         | start=0 end=5 step=1 | vertical |        |                     |         |              |
  | | end_group             |        |                        |                  |                    |               |            |                                  |             |         |                |            |         |                     |         |              |
  | | calculate             | sum    |                        |                  |                    |               |            |                                  | sum(\${age}) |        |                |            |         |                     |         |              |
  | choices |
  | | list_name | name | label::English (en) | label::Urdu (ur) | province |
  | | province  | pk   | Punjab              | پنجاب            |          |
  | | town      | lh   | Lahore              | لاہور            | pk       |
  | entities |
  | | list_name | label    |
  | | people    | \${name} |
  | settings |
  | | form_title | form_id | version | default_language | instance_name   | style |
  | | People     | people  | 3       | English (en)     | \${start}       | pages |`;

test('an XForm read and written again is the same XForm', async () => {
  const { form, problems } = await formOf(RICH);
  expect(problems).toEqual([]);
  const xml = form === undefined ? '' : writeXForm(form);
  const read = await readWorkbook(new TextEncoder().encode(xml));
  const again = 'workbook' in read ? await readForm(read.workbook) : undefined;
  expect(again?.problems).toEqual([]);
  expect(again?.form && writeXForm(again.form)).toBe(xml);
});

test('an XForm is imported like any other form, and other XML is no form', async () => {
  const { form } = await formOf(RICH);
  const bytes = new TextEncoder().encode(form && writeXForm(form));
  const { definition, problems } = await importForm(bytes, 'people.xml');
  expect(problems).toEqual([]);
  expect(definition).toMatchObject({
    form_id: 'people',
    version: '3',
    entities: [{ list_name: 'people', repeat: 'person' }],
  });
  const other = await importForm(new TextEncoder().encode('<svg><g/></svg>'), 'x.xml');
  expect(other.problems).toMatchObject([{ key: 'not-a-workbook' }]);
});

test.each([
  ['broke off in its last tag', (xml: string) => xml.slice(0, -5), '<html>'],
  ['broke off between two tags', (xml: string) => xml.slice(0, xml.indexOf('</h:body>')), '<body>'],
  ['has a sign where none may be', (xml: string) => xml.replace('</model>', '< </model>'), '<model>'],
  ['has a tag that closes another', (xml: string) => xml.replace('</model>', '</modal>'), '<model>'],
])('of an XForm that %s no half is imported, and its line is told', async (_what, damage, element) => {
  const { form } = await formOf(RICH);
  const xml = damage(form === undefined ? '' : writeXForm(form));
  const line = /mod[ae]l/.test(element) ? lineOf(xml, '</mod') : xml.split('\n').length;
  for (const written of [xml, xml.replaceAll('\n', '\r\n')]) {
    const { definition, problems } = await importForm(new TextEncoder().encode(written), 'people.xml');
    expect(definition).toBeUndefined();
    expect(problems).toMatchObject([{ key: 'damaged-xform', found: `${line} ${element}` }]);
  }
});

const lineOf = (xml: string, text: string): number => xml.slice(0, xml.indexOf(text)).split('\n').length;
