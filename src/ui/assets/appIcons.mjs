import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Makes `public/icons/*.png` from `favicon.svg`; CHROME names a Chromium, else Debian's is taken. */
const folder = new URL('../../../public/icons/', import.meta.url);
const mark = readFileSync(new URL('favicon.svg', folder), 'utf8');

/** Android cuts a maskable icon to any shape within a circle of 80 %: the ground reaches the edge, the door stays inside. */
const ground = (svg) =>
  `<div style="background:#f5a800;block-size:100vh;display:grid;place-items:center">${svg}</div>`;
const PAGES = [
  ['icon-192', 192, mark],
  ['icon-512', 512, mark],
  [
    'maskable-512',
    512,
    ground(mark.replace(/<rect [^>]*>/, '').replace('<svg', '<svg style="inline-size:84%"')),
  ],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const [name, sidePx, content] of PAGES) {
  const page = await browser.newPage({ viewport: { width: sidePx, height: sidePx } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${content}`);
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, omitBackground: true });
}
await browser.close();
