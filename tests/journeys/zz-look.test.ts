import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { launchBrowser } from '../support/browserPhone.ts';
import { chosen, xlsxOf } from '../support/forms.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer } from '../support/servers.ts';
import { overflow, smallTargets } from '../support/looks.ts';

const BAD = `
| survey | type | name | label::English (en) | label::Urdu (ur) | label::Spanish (es) | relevant |
| | text | respondent | Code of the person | فرد کا کوڈ | Código de la persona | |
| | select_one towns | town | Which town do you live in, and how long have you been living there with your whole family now? | آپ کس قصبے میں رہتی ہیں؟ | ¿En qué pueblo vive? | |
| | intger | age | How old are you? | آپ کی عمر کیا ہے؟ | ¿Cuántos años tiene? | |
| | select_one truth | heard | Have you heard of it? | کیا آپ نے اس کے بارے میں سنا؟ | | \${agge} > 17 |
| choices | list_name | name | label::English (en) | label::Urdu (ur) | label::Spanish (es) |
| | truth | yes | Yes | ہاں | Sí |
| | truth | no | No | نہیں | No |
| settings | form_id | form_title | version |
| | water | Water at home | 1 |
`;
const GOOD = BAD.replace('select_one towns', 'select_one truth').replace('intger', 'integer').replace('agge', 'age');

const shots = process.env['DASTAK_SHOTS'] ?? '';

test.each(['en', 'ur', 'es'] as const)('look %s', async (language) => {
  const [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  const sana = await signsIn(browser, server, 'sana', { wide: true, language });
  const { page } = sana;
  const both = async (name: string) => {
    for (const [size, width, height] of [['wide', 1280, 800], ['small', 360, 640]] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${shots}/${name}-${language}-${size}.png`, fullPage: true });
      console.log(name, language, size, 'overflow', await overflow(page), 'small', await smallTargets(page), 'axe', await sana.axe());
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await page.goto('/desk/forms');
  await page.locator('.form-card').first().waitFor();
  await both('list');
  await page.goto('/desk/forms/import');
  await page.locator('.drop-zone').waitFor();
  await both('drop');
  await page.locator('#form-files').setInputFiles([chosen('water.xlsx', xlsxOf(BAD)), chosen('picture.png', 'x')]);
  await page.locator('.findings').waitFor();
  await both('bad');
  await page.locator('#form-files').setInputFiles([chosen('water.xlsx', xlsxOf(GOOD))]);
  await page.locator('.preview-room').waitFor();
  await both('good');
  await page.locator('.segmented').last().locator('label').last().click();
  await page.waitForTimeout(500);
  await both('good-list');
  await page.locator('.publish .button-primary').click();
  await page.locator('.published').waitFor();
  await both('published');
  await page.goto('/desk/forms');
  await page.locator('.form-card').first().waitFor();
  await both('list-after');
  await page.goto('/desk/forms/import');
  await page.locator('#form-files').setInputFiles([chosen('who.xlsx', readFileSync('/work/shared/corpus/workbooks/sample-forms__whova_form.xlsx'))]);
  await page.locator('.findings').waitFor();
  await both('who');
  console.log(sana.complaints);
  await browser.close();
  await server.end();
}, 300000);
