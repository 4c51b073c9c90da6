import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../../../src/exchange/xlsform/readFile.ts';
import { writeXlsx } from '../../../../src/exchange/xlsform/writeXlsx.ts';
import { textsIn, workbookOf } from './support.ts';

async function textsOf(bytes: Uint8Array): Promise<Record<number, string[]>> {
  const read = await readWorkbook(bytes);
  if ('trouble' in read) throw new Error(read.trouble);
  return textsIn(read.workbook);
}

async function troubleOf(bytes: Uint8Array): Promise<string | undefined> {
  const read = await readWorkbook(bytes);
  return 'trouble' in read ? read.trouble : undefined;
}

const DATES =
  '<numFmts><numFmt numFmtId="170" formatCode="[$-409]d\\-mmm;@"/><numFmt numFmtId="171" formatCode="0.00 &quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="21"/></cellXfs>';

test('shows dates as days, moments and times, and leaves numbers with letters in their format alone', async () => {
  const cell = (value: number, style: number): string => `<c s="${style}"><v>${value}</v></c>`;
  const rows = `<row r="1">${cell(45000, 0)}${cell(45000, 1)}${cell(45000.5, 2)}${cell(2.5, 3)}${cell(0.75, 4)}${cell(1, 1)}</row>`;
  expect(await textsOf(workbookOf({ rows, styles: DATES }))).toEqual({
    1: ['45000', '2023-03-15', '2023-03-15T12:00:00', '2.5', '18:00:00', '1900-01-01'],
  });
});

test('counts days from 1904 where the workbook does', async () => {
  const rows = '<row r="1"><c s="1"><v>43538</v></c></row>';
  expect(await textsOf(workbookOf({ rows, styles: DATES, is1904: true }))).toEqual({ 1: ['2023-03-15'] });
});

test('reads shared, rich, inline and formula texts, booleans, and whole numbers without a point', async () => {
  const shared =
    '<si><t>plain</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch &amp; bold</t></r><rPh><t>no</t></rPh></si>';
  const rows =
    '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="str"><f>A1</f><v>made</v></c></row>' +
    '<row r="2"><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c><v>12.0</v></c><c><v>1E3</v></c><c><v>0.1</v></c></row>';
  expect(await textsOf(workbookOf({ rows, shared }))).toEqual({
    1: ['plain', 'rich & bold', 'in', 'made'],
    2: ['TRUE', 'FALSE', '12', '1000', '0.1'],
  });
});

test('keeps the number of a row after blank ones, and makes nothing for a sheet that claims a billion cells', async () => {
  const rows =
    '<row r="1"><c r="B1" t="str"><v>type</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row>';
  const read = await readWorkbook(workbookOf({ rows, dimension: 'A1:XFD1048576' }));
  const sheet = 'workbook' in read ? read.workbook[0]?.rows : undefined;
  expect(sheet?.map(({ number, cells }) => [number, [...cells]])).toEqual([
    [1, [[1, 'type']]],
    [1_048_576, [[16_383, 'far']]],
  ]);
});

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

test('knows an old workbook by its content, and a locked one', async () => {
  expect(await troubleOf(new Uint8Array([...OLE, ...Array(600).fill(0)]))).toBe('old-workbook');
  const name = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  expect(await troubleOf(new Uint8Array([...OLE, ...Array(80).fill(0), ...name]))).toBe('locked-workbook');
});

test('says what is no workbook at all', async () => {
  expect(await troubleOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]))).toBe('not-a-workbook');
  expect(await troubleOf(zipSync({ 'word/document.xml': new Uint8Array(4) }))).toBe('not-a-workbook');
  expect(await troubleOf(new Uint8Array())).toBe('not-a-workbook');
});

test('stops unpacking a bomb, also one that lies about its size', async () => {
  const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(80 * 1024 * 1024) }, { level: 9 });
  expect(bomb.length).toBeLessThan(200_000);
  const liar = bomb.slice();
  const directory = new DataView(liar.buffer).getUint32(liar.length - 6, true);
  new DataView(liar.buffer).setUint32(directory + 24, 10, true);
  expect(await troubleOf(bomb)).toBe('workbook-too-large');
  expect(await troubleOf(liar)).toBe('workbook-too-large');
});

test('a workbook written is the workbook read, whatever letters stand in it', async () => {
  const cells = new Map([
    [0, 'عمر <&> "x"'],
    [3, ' two  spaces\nand a line '],
    [27, '_x0041_ \u0001 😀'],
  ]);
  const workbook = [{ name: 'survey', rows: [{ number: 3, cells }] }];
  const read = await readWorkbook(writeXlsx(workbook));
  expect(
    'workbook' in read &&
      read.workbook.map(({ name, rows }) => [name, rows.map(({ number, cells: got }) => [number, [...got]])]),
  ).toEqual([['survey', [[3, [...cells]]]]]);
});

test('reads CSV with quotes and line breaks, as several sheets or as the survey alone', async () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  expect(await textsOf(bytes('type,name,label\r\ntext,a,"Say ""hi"",\nplease"\r\n'))).toEqual({
    1: ['type', 'name', 'label'],
    2: ['text', 'a', 'Say "hi",\nplease'],
  });
  const read = await readWorkbook(bytes('\uFEFFsurvey,,\n,type,name\n,text,a\nchoices\n,list_name,name\n'));
  expect('workbook' in read && read.workbook.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['survey', 2],
    ['choices', 1],
  ]);
});
