import type { Browser, Page } from 'playwright-core';
import { type BrowserPhone, type BrowserPhoneOptions, newPhone } from './browserPhone.ts';
import type { TestServer } from './servers.ts';

type Name = keyof TestServer['logins'];

/** Somebody with a phone (or the coordinator with her computer) who has just opened the app and signed in. */
export async function signsIn(
  browser: Browser,
  server: Pick<TestServer, 'origin' | 'database' | 'logins'>,
  name: Name,
  options: BrowserPhoneOptions = {},
): Promise<BrowserPhone> {
  const phone = await newPhone(browser, server.origin, options);
  await phone.page.goto(`/#join=${encodeURIComponent(server.database)}`);
  await phone.button('common:action.continue').click();
  await phone.page.getByLabel(phone.t('collector:signIn.name'), { exact: true }).fill(name);
  await phone.page
    .getByLabel(phone.t('collector:signIn.password'), { exact: true })
    .fill(server.logins[name]);
  await phone.button('collector:signIn.submit').click();
  // The whole app is kept on the phone before she may leave.
  await phone.page.getByText(phone.t('collector:home.ready')).waitFor({ timeout: 60_000 });
  return phone;
}

/** At a report: the phone has found its place, and says how exactly. */
export const isLocated = (page: Page): Promise<void> =>
  page
    .locator('.map-pill')
    .getByText(/\p{Nd}/u)
    .waitFor();

/** A sheet that was closed is gone from the browser's history too: until then Back may meet the next one. */
export async function sheetIsPassed(page: Page): Promise<void> {
  await page.waitForFunction(() => history.state?.dialog !== 'over');
}

/** What the endpoint must hold of an interview: question path to what was tapped or typed. */
export type Given = Map<string, string | string[]>;

const TYPED: Readonly<Record<string, string>> = {
  respondent: '204815',
  'uptake/adults': '4',
  'uptake/adults_vaccinated': '2',
};

/** The choice that leads through the whole interview, where the first one would not. */
const CHOSEN: Readonly<Record<string, string>> = { consent: 'yes', 'vaccine/heard': 'yes' };

/** Answers the question that is shown, as a finger would, and waits for the word that it is saved. */
export async function answersThisPage({ page, t }: BrowserPhone, given: Given): Promise<void> {
  const path = new URL(page.url()).searchParams.get('page') ?? 'respondent';
  const main = page.locator('main');
  await main.locator('.question-text').first().waitFor();
  const radios = main.locator('input[type=radio]');
  const boxes = main.locator('input[type=checkbox]');
  const field = main.locator('input[type=text], input:not([type]), textarea').first();
  // A page that she comes back to after a resume is answered already.
  if (given.has(path) && (await main.locator('input:checked').count()) > 0) return;
  if ((await radios.count()) > 0) {
    const wanted = CHOSEN[path];
    const radio = wanted === undefined ? radios.first() : main.locator(`input[value="${wanted}"]`);
    await radio.check({ force: true });
    given.set(path, await radio.inputValue());
  } else if ((await boxes.count()) > 0) {
    await boxes.first().check({ force: true });
    // A single box is an acknowledgement; several are the choices of a select_multiple.
    const value = await boxes.first().inputValue();
    given.set(path, (await boxes.count()) === 1 ? value : [value]);
  } else if ((await field.count()) > 0) {
    const text = TYPED[path] ?? 'بہت شکریہ';
    await field.fill(text);
    given.set(path, text);
  } else return;
  await page.getByText(t('collector:survey.saved'), { exact: true }).waitFor();
}

/** Goes on page by page until `isEnough`, or until all answers lie before her. */
export async function asks(
  phone: BrowserPhone,
  given: Given,
  isEnough = (_given: Given) => false,
): Promise<void> {
  const next = phone.page.locator('.bottom-bar .button-primary');
  while (!phone.page.url().includes('/review')) {
    await answersThisPage(phone, given);
    if (isEnough(given)) return;
    const before = phone.page.url();
    await next.click();
    await phone.page.waitForFunction((last) => location.href !== last, before);
  }
}
