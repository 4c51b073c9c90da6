import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** AAA where it can be had: text at 7:1, and what axe leaves off by default. */
const OPTIONS = {
  rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
};

/** What axe finds on the screen that is shown: the rule and where. */
export async function violations(page: Page): Promise<string[]> {
  // The legacy way opens no second page for each look; it is only worse at frames, of which there are none.
  const report = await new AxeBuilder({ page }).options(OPTIONS).setLegacyMode(true).analyze();
  return report.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

/** What a thumb cannot hit well: controls of less than 48 px, a label counting for its input. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, select, textarea, summary')]
      .filter((element) => !element.matches('.skip-link'))
      .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 47.5 || box.height < 47.5)
      .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`),
  );

/** What sticks out at the side of the page. */
export const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const isSeen = box.width > 1 && element.closest('.visually-hidden') === null;
        return isSeen && (box.right > innerWidth + 1 || box.left < -1);
      })
      .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`),
  );

/** She is brought there, soon after it is drawn. */
export const hasFocus = (place: Locator): Promise<void> =>
  expect.poll(() => place.evaluate((element) => element === document.activeElement)).toBe(true);
