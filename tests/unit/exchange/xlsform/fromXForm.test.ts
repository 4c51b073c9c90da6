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

test('of an XForm that is broken somewhere, no half is imported', async () => {
  const { form } = await formOf(RICH);
  const xml = form === undefined ? '' : writeXForm(form);
  const broken = [xml.slice(0, -12), xml.replace('</model>', '< </model>')];
  for (const one of broken) {
    const { definition, problems } = await importForm(new TextEncoder().encode(one), 'people.xml');
    expect(definition).toBeUndefined();
    expect(problems).toMatchObject([{ key: 'not-a-workbook' }]);
  }
});
