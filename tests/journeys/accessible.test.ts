import { readFileSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { world } from '../../src/domain/demo/world.ts';
import type { ReviewDocument } from '../../src/domain/document.ts';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import type { Key } from '../../src/language/index.ts';
import { GALLERY_FORM } from '../../src/ui/screens/gallery/galleryForm.ts';
import { type BrowserPhone, launchBrowser, newPhone } from '../support/browserPhone.ts';
import { demoCampaign, publish } from '../support/campaign.ts';
import { couch } from '../support/couch.ts';
import { chosen, xlsxOf } from '../support/forms.ts';
import { isLocated } from '../support/people.ts';
import { aPhoto } from '../support/photo.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  await publish(server, EVERY_TYPE);
  await couch(server).put(collected());
  const own = (await couch(server).documents('response:')).find((doc) => doc['collector'] === 'sana');
  await couch(server).put([sentBack(own?._id ?? '', own?._rev ?? '')]);
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

/** One page a question type; the first one must be answered. */
const EVERY_TYPE: FormDefinition = {
  ...GALLERY_FORM,
  survey: GALLERY_FORM.survey.map((row, at) => (at === 0 ? { ...row, required: 'yes' } : row)),
};

/** Both rounds and reports of some days, and a few interviews of Sana's own. */
function collected(): { _id: string; body: object }[] {
  const size = { baseline: 40, endline: 36, both: 25, reports: 25 };
  const { baseline, endline, reports } = world(1, { ...size, forms: demoCampaign().forms });
  const own = baseline.slice(0, 3).map(({ _id, body }) => ({ _id, body: { ...body, collector: 'sana' } }));
  return [...own, ...baseline.slice(3), ...endline, ...reports];
}

/** Somebody asks Sana to look at one of hers again. */
const sentBack = (response: string, responseRev: string): { _id: string; body: ReviewDocument } => ({
  _id: `review:${response.replace('response:', '')}:1-diego`,
  body: {
    type: 'review',
    schema: 1,
    campaign: 'demo',
    response,
    responseRev,
    state: 'hasIssues',
    note: 'Is the age right?',
    reviewer: 'diego',
    at: '2026-06-30T09:00:00+05:00',
  },
});

/** What a walk through the app has seen, and what axe found there. */
interface Walk {
  phone: BrowserPhone;
  screens: string[];
  paths: string[];
  found: string[];
}

/**
 * axe on what is shown now.
 * @param shown of the screen's own content, which may come later than its heading; absent: it was waited for before
 */
async function look(
  { phone, screens, paths, found }: Walk,
  screen: string,
  shown: Locator = phone.page.locator('h1'),
): Promise<void> {
  const { page } = phone;
  await shown.first().waitFor({ state: 'attached' });
  await page.locator('[aria-busy=true], .busy').first().waitFor({ state: 'detached' });
  screens.push(screen);
  paths.push(new URL(page.url()).pathname);
  found.push(...(await phone.axe()).map((violation) => `${screen}: ${violation}`));
  await phone.shot(`axe-${String(screens.length).padStart(2, '0')}-${screen.replace(/\W+/g, '-')}`);
}

async function go(walk: Walk, path: string, shown: Locator | Key, screen = path): Promise<void> {
  const { page, t } = walk.phone;
  await page.goto(path);
  await look(walk, screen, typeof shown === 'string' ? page.getByText(t(shown)) : shown);
}

const sheet = ({ phone }: Walk): Locator => phone.page.getByRole('dialog');

async function arrives(walk: Walk): Promise<void> {
  const { page, t, button } = walk.phone;
  await go(walk, '/', button('common:action.continue'), 'choice of the language');
  await button('common:action.continue').click();
  await look(walk, 'sign-in', button('collector:signIn.submit'));
  await button('collector:signIn.submit').click();
  await page.getByText(t('collector:signIn.nameMissing')).first().waitFor();
  await look(walk, 'sign-in with problems');
  await page.getByLabel(t('collector:signIn.name'), { exact: true }).fill('sana');
  await page.getByLabel(t('collector:signIn.password'), { exact: true }).fill(server.logins.sana);
  await page.getByText(t('collector:signIn.otherAddress')).click();
  await page.getByLabel(t('collector:signIn.address'), { exact: true }).fill(server.database);
  await button('collector:signIn.submit').click();
  await page.getByText(t('collector:home.ready')).waitFor();
  await look(walk, 'home');
  await button('collector:home.menu').click();
  await look(walk, 'menu at home', sheet(walk));
}

async function interviews(walk: Walk): Promise<void> {
  const { phone } = walk;
  const { page, t, button } = phone;
  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  const next = page.locator('.bottom-bar .button-primary');
  await page.locator('.question-text').waitFor();
  await next.click();
  await page.locator('.error-summary').waitFor();
  await look(walk, 'problem in a survey');
  for (const { name, type } of EVERY_TYPE.survey) {
    await page.waitForURL((url) => url.searchParams.get('page') === name);
    await page.locator(`#q-${name}-label`).waitFor();
    if (type === 'image')
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles(await aPhoto(page));
    const choice = page.locator('main input[type=radio], main input[type=checkbox]').first();
    if ((await choice.count()) > 0) await choice.check({ force: true });
    await look(walk, `question of type ${type}: ${name}`);
    await next.click();
  }
  await page.getByText(t('more:review.title')).first().waitFor();
  await look(walk, 'review');
  await button('collector:survey.menu').click();
  await look(walk, 'menu in a survey', sheet(walk));
  await page.getByRole('button', { name: t('more:survey.discard') }).click();
  await page.getByText(t('more:discard.discardText')).waitFor();
  await look(walk, 'discarding a draft');
  await button('more:discard.keep').click();
  await button('more:review.finish').click();
  await page.getByRole('heading', { name: t('more:done.title') }).waitFor();
  await look(walk, 'survey done');
}

async function reports(walk: Walk): Promise<void> {
  const { page, t, button } = walk.phone;
  await page.goto('/report');
  await isLocated(page);
  await button('report:done').click();
  await page.locator('.error-summary').waitFor();
  await look(walk, 'report with a problem');
  await page.locator('main [role=radiogroup] input, main input[name*=kind]').last().check({ force: true });
  await page.locator('.bottom-bar input[type=file]').setInputFiles(await aPhoto(page));
  await page.getByText(t('report:photo.kept')).first().waitFor({ state: 'attached' });
  await look(walk, 'report');
  await button('report:photo.look').click();
  await look(walk, 'photo of a report', sheet(walk));
  await page.keyboard.press('Escape');
  await button('report:pin.move').click();
  await page.getByText(t('report:pin.hint')).waitFor();
  await page.getByRole('button', { name: t('report:pin.type') }).click();
  await look(walk, 'pin, typed', page.getByLabel(t('extended:geopoint.latitude')));
  await page.getByRole('button', { name: t('report:pin.earlier') }).click();
  await look(walk, 'pin of an earlier report', page.locator('main .card-acts'));
  await button('report:pin.use').click();
  await button('report:done').click();
  await page.getByRole('heading', { name: t('report:saved.title') }).waitFor();
  await look(walk, 'report saved');
}

async function keepsRecords(walk: Walk): Promise<void> {
  const { page, t, button } = walk.phone;
  const records = page.locator('a[href^="/record/"]');
  // Hers may be on their way, or have arrived.
  const orNone = records.or(page.getByText(t('more:list.emptyPhone')));
  await go(walk, '/list/phone', orNone, 'records on the phone');
  await go(walk, '/list/received', records, 'records received');
  await go(walk, '/list/attention', records, 'records that need attention');
  await records.first().click();
  await page.getByText(t('more:record.correct')).waitFor();
  await look(walk, 'record that was sent back');
  await button('more:record.correct').click();
  await page.getByText(t('more:review.title')).first().waitFor();
  await look(walk, 'correction');
  await go(walk, '/record/response:none', 'more:record.goneText', 'record that is not here');
  await go(walk, '/survey/response:none', 'trouble:gone', 'draft that is not here');
}

async function leafsThrough(walk: Walk): Promise<void> {
  const { page, t, button } = walk.phone;
  await go(walk, '/send', page.locator('main .notice'));
  await button('more:send.toFile').click();
  await page.getByText(t('more:send.fileReaders')).waitFor();
  await button('more:send.fileMake').click();
  await page.getByText(t('more:send.download')).waitFor();
  await look(walk, 'phone file');
  await go(walk, '/settings', page.getByLabel(t('more:settings.dailyLimit')));
  await button('more:settings.signOut').click();
  await look(walk, 'signing out', sheet(walk));
  await go(walk, '/practice', 'more:practice.safe');
  await go(walk, '/install', 'more:install.why');
  await go(walk, '/about', 'more:about.readers');
  await go(walk, '/debug', page.locator('.debug-text'));
  await go(walk, '/nowhere', 'collector:lost.text');
  const join = `/#join=${encodeURIComponent('https://other.invalid/db/demo')}`;
  await go(walk, join, 'more:join.other', 'a link to another campaign');
  await button('more:join.stay').click();
  await go(walk, '/map', page.locator('.place-line'));
  await page.locator('.place-line').first().click();
  await page.locator('.chosen-place').waitFor();
  await look(walk, 'map with a chosen place');
}

const FORM = `
| survey | type | name | label::English (en) | label::اردو (ur) |
| | text | code | What is the code? | کوڈ کیا ہے؟ |
| | select_one yn | heard | Have you heard of it? | |
| choices | list_name | name | label::English (en) | label::اردو (ur) |
| | yn | yes | Yes | ہاں |
| | yn | no | No | نہیں |
| settings | form_id | version |
| | vaccine_baseline | 2 |`;

async function importsForms(walk: Walk): Promise<void> {
  const { page } = walk.phone;
  await page.goto('/desk/forms');
  await page.locator('.form-card').first().waitFor();
  await look(walk, 'desk: forms');
  await go(walk, '/desk/forms/import', 'xlsform:import.dropTitle', 'desk: a form to import');
  const files = page.locator('#form-files');
  await files.setInputFiles(chosen('form.xlsx', xlsxOf(FORM.replace('select_one yn', 'select one'))));
  await page.locator('.finding-problem').first().waitFor();
  await look(walk, 'desk: a form with mistakes');
  await files.setInputFiles(chosen('form.xlsx', xlsxOf(FORM)));
  await page.locator('.preview-bar').waitFor();
  await look(walk, 'desk: a form beside its run');
}

async function coordinates(walk: Walk): Promise<void> {
  const { page, t, button } = walk.phone;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/desk');
  await page.locator('.row-link').first().waitFor();
  await look(walk, 'desk: responses');
  await page.locator('.row-link').first().click();
  await page.locator('.pane-head').waitFor();
  await look(walk, 'desk: a record');
  await button('desk:review.hasIssues').click();
  await page.locator('#review-note').waitFor();
  await look(walk, 'desk: sending back');
  await page.goto('/desk/results');
  await page.locator('.results').waitFor();
  await button('desk:results.table').click();
  await look(walk, 'desk: results with the table', page.locator('.comparison-table'));
  await page
    .getByRole('button', { name: t('desk:results.how'), exact: true })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await look(walk, 'desk: how a result came about');
  await page.goto('/desk/places');
  await page.locator('.place-line').first().click();
  await page.locator('.pane-head').waitFor();
  await look(walk, 'desk: places with a record');
  await page.goto('/desk/people');
  await page.locator('.people-table').waitFor();
  await look(walk, 'desk: people');
  await importsForms(walk);
  await go(walk, '/desk/files', 'desk:files.importText');
  await page.locator('#import-file').setInputFiles({
    name: 'not-ours.dastak',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('no file of ours'),
  });
  await page.getByText(t('desk:files.failedTitle')).waitFor();
  await look(walk, 'desk: a file that was not imported');
  await go(walk, '/desk/nowhere', 'collector:lost.text', 'desk: not found');
}

/** Every address that the router and the desk know. The gallery has its own journey. */
function addresses(): RegExp[] {
  const app = readFileSync('src/ui/App.tsx', 'utf8');
  const desk = readFileSync('src/ui/screens/desk/Desk.tsx', 'utf8');
  const routes = [...app.matchAll(/<Route path="([^"]+)"/g)].map(([, path]) => path ?? '');
  const pages = [...desk.matchAll(/case '(\w*)':/g)].map(([, page]) =>
    page === '' ? '/desk' : `/desk/${page}/:id?`,
  );
  const own = routes.filter((path) => !['/gallery', '/sign-in', '/desk/:page?/:id?'].includes(path));
  return [...new Set([...own, ...pages])].map(
    (path) => new RegExp(`^${path.replace(/\/:(\w+)(\?)?/g, '(/[^/]+)$2')}$`),
  );
}

/** Some forty seconds on two idle cores; others may be at work on them. */
const TIMEOUT_MS = 400_000;

const WAY = [arrives, interviews, reports, keepsRecords, leafsThrough, coordinates];

// Two pages at a time, as there are two languages and two cores.
test.concurrent.each(['en', 'ur'] as const)(
  'axe finds nothing on any screen in %s',
  async (language) => {
    const phone = await newPhone(browser, server.origin, { language });
    const walk: Walk = { phone, screens: [], paths: [], found: [] };
    for (const part of WAY) await part(walk);
    expect(walk.found).toEqual([]);
    const unseen = addresses().filter((address) => !walk.paths.some((path) => address.test(path)));
    expect(unseen, 'addresses of the app that nobody looked at').toEqual([]);
    expect(walk.screens.length).toBe(49 + EVERY_TYPE.survey.length);
    expect(phone.complaints).toEqual([]);
    await phone.end();
  },
  TIMEOUT_MS,
);
