import { unzipSync } from 'fflate';
import type { Browser, FileChooser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetRow } from '../../src/exchange/xlsform/sheet.ts';
import { writeXlsx } from '../../src/exchange/xlsform/writeXlsx.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { couch } from '../support/couch.ts';
import { chosen, xlsxOf } from '../support/forms.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

const WATER = `
| survey | type                           | name       | label::English   | label::Urdu             | relevant     | image::English |
|        | text                           | respondent | Her code         | اس کا کوڈ               |              |                |
|        | select_one_from_file towns.csv | town       | Which town?      | کون سا قصبہ؟            |              |                |
|        | select_one yn                  | tap        | Is there a tap?  | کیا نلکا ہے؟            |              |                |
|        | integer                        | litres     | How many litres? | کتنے لیٹر؟              | \${tap} = 'yes' |             |
| choices  | list_name | name | label::English | label::Urdu |
|          | yn        | yes  | Yes            | ہاں         |
|          | yn        | no   | No             | نہیں        |
| settings | form_id | form_title    | version |
|          | water   | Water at home | 1       |`;

const TOWNS = chosen('towns.csv', 'name,label\nlhr,Lahore\nkhi,Karachi\n');
/** A type that is none in A5, in E4 a question that is none, and the file that A3 names is not given. */
const MISTAKEN = WATER.replace(/\binteger /, 'intger  ').replace(
  /(کیا نلکا ہے؟ +\|) +/,
  `$1 \${towwn} = 'lhr' `,
);

let browser: Browser;
let server: TestServer;
let sana: BrowserPhone;
let amina: BrowserPhone;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  sana = await signsIn(browser, server, 'sana', { wide: true });
  amina = await signsIn(browser, server, 'amina', { language: 'ur' });
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const gives = (...files: ReturnType<typeof chosen>[]): Promise<void> =>
  sana.page.locator('#form-files').setInputFiles(files);

/** Each mistake as it stands there: its place, and what to do. */
async function mistakes(): Promise<string[]> {
  await sana.page.locator('.finding-problem').first().waitFor();
  const texts = await sana.page.locator('.finding-problem').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

test('Sana gives a workbook with mistakes and reads where each of them stands and what to do', async () => {
  const { page, t } = sana;
  await page.goto('/desk/forms');
  await page.getByRole('link', { name: t('xlsform:forms.import') }).click();
  await page.getByRole('heading', { name: t('xlsform:import.dropTitle') }).waitFor();
  await gives(chosen('water.xlsx', xlsxOf(MISTAKEN)));
  await page.getByText('3 mistakes keep this form from being published').waitFor();
  const found = await mistakes();
  expect(found).toEqual([
    expect.stringContaining('survey A5 type litres There is no question type “\u2068intger\u2069”.'),
    expect.stringContaining('survey E4 relevant tap No row has the name “\u2068towwn\u2069”.'),
    expect.stringContaining('survey A3 type town The file “\u2068towns.csv\u2069” is not among'),
  ]);
  expect(await page.getByRole('button', { name: t('xlsform:publish.button') }).count()).toBe(0);
});

test('what she looks for among many findings is found by its cell', async () => {
  const { page, t } = sana;
  await page.getByLabel(t('xlsform:found.search')).fill('E4');
  await expect.poll(() => page.locator('.finding').count()).toBe(1);
  await page.locator('.finding', { hasText: 'towwn' }).waitFor();
});

test('leaving the page loses nothing, and the mended workbook takes the place of the one before', async () => {
  const { page, t } = sana;
  await page.getByRole('link', { name: t('desk:tabs.responses') }).click();
  await page.getByRole('heading', { name: t('desk:tabs.responses') }).waitFor();
  await page.getByRole('link', { name: t('desk:tabs.forms') }).click();
  await page.getByRole('link', { name: t('xlsform:forms.import') }).click();
  await expect.poll(mistakes).toHaveLength(3);
  await gives(chosen('water.xlsx', xlsxOf(WATER)), TOWNS);
  await page.getByText(/Water at home.* can be published/).waitFor();
  await expect.poll(() => page.locator('.given-file').count()).toBe(2);
});

test('she tries it out in Urdu: a real run that keeps nothing', async () => {
  const { page, t } = sana;
  const frame = page.locator('.preview-frame');
  await page.getByLabel(t('xlsform:preview.language')).selectOption('ur');
  await frame.getByText('اس کا کوڈ').waitFor();
  await frame.getByRole('textbox').fill('204815');
  const next = frame.getByRole('button', { name: t('common:action.next') });
  await next.click();
  await frame.getByText('کون سا قصبہ؟').waitFor();
  await frame.getByRole('radio', { name: 'Lahore' }).check();
  await next.click();
  await frame.getByRole('radio', { name: 'نہیں' }).check();
  await next.click();
  // The question about litres does not apply.
  await frame.getByText(t('xlsform:preview.end')).waitFor();
  await page.getByRole('radio', { name: t('xlsform:preview.list') }).check();
  await frame.getByText('کیا نلکا ہے؟').waitFor();
  expect(await sana.axe()).toEqual([]);
});

test('she publishes it without a network, and it goes out by itself when there is one', async () => {
  const { page, t, button } = sana;
  await sana.networkOff();
  await page.getByLabel(t('xlsform:publish.newRound', { form: '\u2068Water at home\u2069' })).check();
  await button('xlsform:publish.button').click();
  await page.getByText(t('xlsform:publish.doneText')).waitFor();
  expect(await couch(server).documents('form:water:')).toEqual([]);
  await sana.networkOn();
  await page.getByText(t('xlsform:publish.sent')).waitFor();
  const [form] = await couch(server).documents('form:water:');
  const [campaign] = await couch(server).documents('campaign:');
  expect(form?.['definition']).toMatchObject({ form_id: 'water', files: [{ name: 'towns.csv' }] });
  expect(campaign).toMatchObject({ currentRound: 'water', forms: { water: form?._id } });
  await page.getByRole('link', { name: t('xlsform:publish.toForms') }).click();
  await page.getByRole('heading', { name: 'Water at home' }).waitFor();
});

test('Amina’s phone gets it with its next sending, and asks it without a network', async () => {
  const { page, t, button } = amina;
  await page.goto('/send');
  // With nothing of hers to send it only receives, and is called so.
  await page.locator('.bottom-bar .button-primary').click();
  await page.goto('/');
  await expect
    .poll(async () => (await page.getByText('Water at home').count()) > 0, { timeout: 60_000 })
    .toBe(true);
  // Its table comes beside the answers; she may leave when it is there.
  await page.getByText(t('collector:home.ready')).waitFor();
  await amina.networkOff();
  await page.getByText(t('collector:home.start')).click();
  await page.getByRole('heading', { name: 'اس کا کوڈ' }).waitFor();
  await page.getByRole('textbox').fill('204815');
  const next = () => page.locator('.bottom-bar .button-primary').click();
  await next();
  await page.getByRole('radio', { name: 'Karachi' }).check();
  await next();
  await page.getByRole('radio', { name: 'ہاں' }).check();
  await next();
  await page.getByRole('heading', { name: 'کتنے لیٹر؟' }).waitFor();
  await page.getByRole('textbox').fill('40');
  await next();
  await button('more:review.finish').click();
  await page.getByRole('heading', { name: t('more:done.title') }).waitFor();
  await amina.networkOn();
  await expect
    .poll(async () => (await couch(server).documents('response:')).map(({ answers }) => answers), {
      timeout: 60_000,
    })
    .toEqual([{ respondent: '204815', town: 'khi', tap: 'yes', litres: 40 }]);
});

test('what is no form is refused with a sentence of its own, and a missing picture with its cell', async () => {
  const { page, t } = sana;
  await page.goto('/desk/forms/import');
  const refusals = [
    [
      chosen('old.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])),
      t('xlsform:problem.old-workbook'),
    ],
    [chosen('photo.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0])), t('xlsform:problem.not-a-workbook')],
    [chosen('empty.xlsx', ''), t('xlsform:problem.empty-file', { found: '\u2068empty.xlsx\u2069' })],
  ] as const;
  for (const [file, sentence] of refusals) {
    await gives(file);
    await page.getByText(sentence).waitFor();
    await expect.poll(mistakes).toHaveLength(1);
    await page.getByRole('button', { name: t('xlsform:import.clear') }).click();
    await page.getByRole('heading', { name: t('xlsform:import.dropTitle') }).waitFor();
  }
  const pictured = WATER.replace(/Her code +\|(.*?)\|(.*?)\| +\|/, 'Her code |$1|$2| code.png |');
  await gives(chosen('water.xlsx', xlsxOf(pictured)));
  await expect.poll(mistakes).toEqual([expect.stringMatching(/survey F2 .*respondent.*code\.png/)]);
  expect(await page.getByRole('button', { name: t('xlsform:publish.button') }).isDisabled()).toBe(true);
  expect([...sana.complaints, ...amina.complaints]).toEqual([]);
});

test('all of it works by keyboard alone', async () => {
  const { page, t } = sana;
  const reach = async (name: string): Promise<void> => {
    const told = () =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at?.matches('a, button, input, summary') ? (at.textContent ?? '') : '';
      });
    while (!(await told()).includes(name)) await page.keyboard.press('Tab');
  };
  await page.goto('/desk/forms');
  await page.locator('.form-card').first().waitFor();
  await reach(t('xlsform:forms.import'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t('xlsform:import.dropTitle') }).waitFor();
  // A page that is come to takes the focus to its heading; from there she goes on.
  await page.waitForFunction(() => document.activeElement?.matches('h1'));
  let chooser: FileChooser | undefined;
  page.once('filechooser', (opened) => {
    chooser = opened;
  });
  // The page may be drawn anew under her finger; then she does it again.
  await expect
    .poll(
      async () => {
        if (chooser !== undefined) return true;
        await reach(t('xlsform:import.choose'));
        await page.keyboard.press('Enter');
        return false;
      },
      { interval: 500 },
    )
    .toBe(true);
  await chooser?.setFiles([chosen('water.xlsx', xlsxOf(WATER.replace('Her code', 'Her number')))]);
  // The table came with the version before.
  await page.locator('.preview-bar').waitFor();
  await reach(t('xlsform:publish.button'));
  await page.keyboard.press('Enter');
  await page.getByText(t('xlsform:publish.sent')).waitFor();
  const versions = () => couch(server).documents('form:water:');
  // The words of the version before may still stand there.
  await expect.poll(async () => (await versions()).length).toBe(2);
  const forms = await versions();
  expect(forms.map((form) => (form['definition'] as { files: object }).files)).toEqual([
    [expect.objectContaining({ name: 'towns.csv' })],
    [expect.objectContaining({ name: 'towns.csv' })],
  ]);
});

test('a published form comes back as a workbook and as an XForm, with its files', async () => {
  const { page } = sana;
  await page.goto('/desk/forms');
  for (const format of ['xlsx', 'xml']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: new RegExp(`Water at home.*\\.${format}`) })
        .first()
        .click(),
    ]);
    const stream = await download.createReadStream();
    const bytes = Buffer.concat((await stream.toArray()) as Buffer[]);
    const files = Object.keys(unzipSync(bytes));
    expect(files).toEqual([expect.stringMatching(new RegExp(`^water-.*\\.${format}$`)), 'media/towns.csv']);
  }
});

test('answers from a workbook of KoboToolbox are read beside the page, and are among the others', async () => {
  const { page } = sana;
  const rows = [
    ['respondent', 'town', 'Is there a tap?', '_uuid', '_submission_time'],
    ['204816', 'lhr', 'No', '7b6f1a02-5f4e-4c52-9e0f-0a1b2c3d4e5f', '2026-03-01T10:00:00'],
  ];
  const sheet = { name: 'Water at home', rows: rows.flatMap((row, at) => sheetRow(at + 1, row) ?? []) };
  await page.goto('/desk/files');
  await page
    .locator('input[type=file][accept*=".xlsx"]')
    .setInputFiles(chosen('Water at home - latest version.xlsx', writeXlsx([sheet])));
  await page.getByText('1 new response, readable to the last answer').waitFor();
  await page.getByRole('button', { name: 'Import 1 response' }).click();
  await page.getByText('1 response is imported').waitFor();
});
