import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BarcodeFormat from '@zxing/library/es2015/core/BarcodeFormat';
import QRCodeWriter from '@zxing/library/es2015/core/qrcode/QRCodeWriter';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILE_ATTACHMENT } from '../../src/domain/document.ts';
import { entryOf } from '../../src/domain/files.ts';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import { fileId } from '../../src/domain/ids.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { say } from '../support/campaign.ts';
import { couch } from '../support/couch.ts';
import { asksInstead } from '../support/ownForm.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

/** An interview that is logged, begun at a place, and asks for a code that a camera reads. */
const watched: FormDefinition = {
  form_id: 'cold_chain',
  version: '1',
  title: say('Cold chain', 'کولڈ چین', 'Cadena de frío'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur', 'es'],
  choices: {
    parts: [
      { name: 'lid', label: say('Lid', 'ڈھکن', 'Tapa') },
      { name: 'wall', label: say('Wall', 'دیوار', 'Pared') },
    ],
  },
  survey: [
    {
      type: 'audit',
      name: 'audit',
      parameters: { 'track-changes': 'true', 'location-priority': 'balanced' },
    },
    { type: 'start-geopoint', name: 'begun' },
    { type: 'barcode', name: 'box', label: say('Which box?', 'کون سا ڈبہ؟', '¿Qué caja?') },
    {
      type: 'select_multiple',
      list_name: 'parts',
      name: 'damage',
      label: say('What is damaged?', 'کیا خراب ہے؟', '¿Qué está dañado?'),
      appearance: 'image-map',
      media: { image: say('box.svg', 'box.svg', 'box.svg') },
    },
    { type: 'integer', name: 'doses', label: say('How many doses?', 'کتنی خوراکیں؟', '¿Cuántas dosis?') },
  ],
};

const CODE = 'box-0042';
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 100"><script>alert(1)</script>
  <rect id="lid" x="10" y="10" width="100" height="20" style="fill:#ddd;stroke:#333"/>
  <g id="wall"><rect x="15" y="32" width="90" height="60" fill="#eee" stroke="#333"/><text x="40" y="66">+2</text></g></svg>`;
let folder: string;
let browser: Browser;
let server: TestServer;
let amina: BrowserPhone;

/** What a camera sees that is held over the code: a film of one frame (YUV4MPEG2, grey). */
function film(width: number, height: number): Buffer {
  const side = 220;
  const code = new QRCodeWriter().encode(CODE, BarcodeFormat.QR_CODE, side, side, new Map());
  const [left, top] = [Math.round((width - side) / 2), Math.round((height - side) / 2)];
  const grey = Buffer.alloc(width * height, 235);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) if (code.get(x, y)) grey[(top + y) * width + left + x] = 16;
  const colour = Buffer.alloc((width * height) / 2, 128);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`);
  return Buffer.concat([head, Buffer.from('FRAME\n'), grey, colour]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dastak-film-'));
  const sees = join(folder, 'code.y4m');
  await writeFile(sees, film(640, 480));
  [browser, server] = await Promise.all([
    launchBrowser(
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${sees}`,
    ),
    startTestServer(),
  ]);
  const bytes = new TextEncoder().encode(PICTURE);
  const picture = await entryOf('box.svg', bytes.buffer, async () =>
    createHash('sha256').update(bytes).digest('hex'),
  );
  const file = { data: Buffer.from(bytes).toString('base64'), content_type: picture.content_type };
  const about = { type: 'file', schema: 1, campaign: 'demo', sha256: picture.sha256, bytes: bytes.length };
  const body = { ...about, _attachments: { [FILE_ATTACHMENT]: file } };
  await couch(server).put([{ _id: fileId(picture.sha256), body }]);
  await asksInstead(server, { ...watched, files: [picture] });
  amina = await signsIn(browser, server, 'amina', { language: 'ur' });
  await amina.context.grantPermissions(['camera', 'geolocation']);
});

afterAll(async () => {
  await browser?.close();
  await server?.end();
  await rm(folder, { recursive: true, force: true });
});

test('Amina is told before the first question what is recorded besides the answers', async () => {
  const { page, t } = amina;
  await amina.networkOff();
  await page.getByText(t('collector:home.start')).click();
  await page.getByText(t('more:watched.title')).waitFor();
  for (const what of ['times', 'changes', 'places'] as const)
    await page.getByText(t(`more:watched.${what}`)).waitFor();
  await amina.shot('watched');
  expect(await amina.axe()).toEqual([]);
});

test('the camera reads the code of the box, and the picture of the form takes a tap, without a network', async () => {
  const { page, button, t } = amina;
  await button('extended:barcode.scan').click();
  await expect.poll(() => page.locator('#q-box').inputValue()).toBe(CODE);
  await button('common:action.next').click();
  await page.locator('.image-map [data-choice=wall] rect').click();
  await page.locator('.image-map [data-choice=wall].is-chosen').waitFor();
  await expect.poll(() => page.getByRole('checkbox', { checked: true }).count()).toBe(1);
  expect(await page.locator('.image-map script').count()).toBe(0);
  await amina.shot('image-map');
  expect(await amina.axe()).toEqual([]);
  await button('common:action.next').click();
  await page.locator('#q-doses').fill('12');

  await page.locator('.bottom-bar .button-primary').click();
  await button('more:review.finish').click();
  await page.getByRole('heading', { name: t('more:done.title') }).waitFor();
});

test('the log and the place where it was begun arrive with the answers', async () => {
  await amina.networkOn();
  const endpoint = couch(server);
  await expect.poll(async () => (await endpoint.documents('media:')).length, { timeout: 30_000 }).toBe(1);
  const [response] = await endpoint.documents('response:');
  const answers = response?.['answers'] as Record<string, Record<string, unknown>>;
  expect(answers).toMatchObject({ box: CODE, damage: ['wall'], doses: 12 });
  expect(answers['begun']).toMatchObject({ method: 'gps' });
  expect(answers['audit']).toMatchObject({ name: 'audit.csv', contentType: 'text/csv' });
  expect(amina.complaints).toEqual([]);
});
