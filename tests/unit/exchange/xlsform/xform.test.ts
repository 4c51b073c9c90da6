import { expect, test } from 'vitest';
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
