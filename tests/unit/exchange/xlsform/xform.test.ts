import { expect, test } from 'vitest';
import { walk, type XlsForm } from '../../../../src/exchange/xlsform/form.ts';
import { readXForm } from '../../../../src/exchange/xlsform/fromXForm/readXForm.ts';
import { writeXForm } from '../../../../src/exchange/xlsform/xform/writeXForm.ts';
import { formOf } from './support.ts';

async function xformOf(tables: string): Promise<string> {
  const { form, problems } = await formOf(tables);
  if (form === undefined) throw new Error(JSON.stringify(problems));
  return writeXForm(form);
}

test('a question in a repeat is meant in the same instance, one outside in all of them', async () => {
  const xml = await xformOf(`
    | survey |
    | | type         | name   | label | calculation     | relevant  |
    | | begin_repeat | person | P     |                 |           |
    | | integer      | age    | Age   |                 |           |
    | | begin_group  | more   | M     |                 |           |
    | | text         | job    | Job   |                 | \${age}>9 |
    | | end_group    |        |       |                 |           |
    | | end_repeat   |        |       |                 |           |
    | | calculate    | sum    |       | sum(\${age})    |           |`);
  expect(xml).toContain('relevant=" ../../age &gt;9"');
  expect(xml).toContain('calculate="sum( /data/person/age )"');
});

test('choices that are answers in a repeat come from all its instances, also for who is asked inside it', async () => {
  const written = `
    | survey |
    | | type                 | name   | label  | choice_filter             | calculation  |
    | | begin_repeat         | house  | House  |                           |              |
    | | begin_repeat         | member | Member |                           |              |
    | | text                 | name   | Name   |                           |              |
    | | integer              | age    | Age    |                           |              |
    | | begin_repeat         | adult  | Adult  |                           |              |
    | | select_one \${name} | who    | Who?   | \${age} > 18             |              |
    | | end_repeat           |        |        |                           |              |
    | | end_repeat           |        |        |                           |              |
    | | begin_repeat         | speech | Speech |                           |              |
    | | integer              | least  | Least  |                           |              |
    | | select_one \${name} | by     | By?    | \${age} > \${least}     |              |
    | | end_repeat           |        |        |                           |              |
    | | end_repeat           |        |        |                           |              |
    | | begin_repeat         | pet    | Pet    |                           |              |
    | | calculate            | at     |        |                           | position(..) |
    | | select_one \${kind} | like   | Like?  | position() < current()/../at |           |
    | | text                 | kind   | Kind   |                           |              |
    | | end_repeat           |        |        |                           |              |`;
  const xml = await xformOf(written);
  expect(xml).toContain('<itemset nodeset="../../../member[ ./age  &gt; 18]">');
  expect(xml).toContain('<itemset nodeset="../../member[ ./age  &gt;  current()/../least ]">');
  expect(xml).toContain('<itemset nodeset="../../pet[position() &lt; current()/../at]">');
  const filters = (form: XlsForm | undefined): (string | undefined)[] =>
    [...walk(form?.survey ?? [])].map(({ item }) => item.choice_filter);
  expect(filters(readXForm(xml))).toEqual(filters((await formOf(written)).form));
});

test('a default that is worked out is set at the beginning, and again for each new instance', async () => {
  const xml = await xformOf(`
    | survey |
    | | type         | name | label | default  |
    | | date         | day  | Day   | today()  |
    | | begin_repeat | r    | R     |          |
    | | dateTime     | at   | At    | now()    |
    | | date         | was  | Was   | 2020-1-1 |
    | | end_repeat   |      |       |          |`);
  expect(xml).toContain('<setvalue ref="/data/day" event="odk-instance-first-load" value="today()"/>');
  expect(xml).toContain('<setvalue ref="/data/r/at" event="odk-new-repeat" value="now()"/>');
  expect(xml).toContain('<was>2020-1-1</was>');
});

test('translations fill what another language has with a dash, and media only where they are', async () => {
  const xml = await xformOf(`
    | survey |
    | | type | name | label::en | label::ur | hint::en | image::en |
    | | text | a    | Name      | نام       | Whole    | a.png     |`);
  expect(xml).toMatch(
    /<translation lang="ur">\s*<text id="\/data\/a:label">\s*<value>نام<\/value>\s*<\/text>/,
  );
  expect(xml).toMatch(/<text id="\/data\/a:hint">\s*<value>-<\/value>/);
  expect(xml).toContain('<value form="image">jr://images/a.png</value>');
});

test('no text of an author can become markup', async () => {
  const xml = await xformOf(`
    | survey |
    | | type | name | label                        | constraint |
    | | text | a    | <b onclick="x">1 & 2</b>     | . < "3"    |`);
  expect(xml).toContain('&lt;b onclick="x"&gt;1 &amp; 2&lt;/b&gt;');
  expect(xml).toContain('constraint=". &lt; &quot;3&quot;"');
});
