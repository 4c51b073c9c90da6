// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { beforeEach, expect, test } from 'vitest';
import { fileOpener } from '../../../src/app/formFiles.ts';
import { type FormOpener, formCompiler } from '../../../src/app/forms.ts';
import { browserDigest } from '../../../src/device/digest.ts';
import type { FormDocument } from '../../../src/domain/document.ts';
import { entryOf, fileParts } from '../../../src/domain/files.ts';
import type { FormFile, Row } from '../../../src/domain/form/definition.ts';
import {
  answerQuestion,
  answerText,
  choicesFor,
  newAnswers,
  openForm,
} from '../../../src/domain/form/state.ts';
import { type CampaignStore, openCampaignStore } from '../../../src/storage/index.ts';
import { newDisk } from '../../support/phone.ts';
import { formOf, MORNING } from '../domain/form.scenario.ts';

const digest = browserDigest();
const TOWNS = 'name,label,people\nlhr,Lahore,13000000\nleo,León,1700000\n';
const ROWS: Row[] = [
  { type: 'select_one', name: 'town', list_name: 'towns.csv', label: { en: 'Town?' } },
  { type: 'calculate', name: 'people', calculation: "pulldata('towns', 'people', 'name', ${town})" },
  { type: 'xml-external', name: 'roads' },
  {
    type: 'calculate',
    name: 'road',
    calculation:
      "instance('roads')/network/road[town = ${town}]/@x | instance('roads')/network/road[town = ${town}]/title",
  },
  { type: 'note', name: 'said', label: { en: 'You said ${town}' } },
];

let store: CampaignStore;
let open: FormOpener;
let reads = 0;

beforeEach(() => {
  reads = 0;
  store = openCampaignStore('c0ffee000009', newDisk());
  const counted: CampaignStore['media'] = {
    ...store.media,
    get(id) {
      reads += 1;
      return store.media.get(id);
    },
  };
  open = fileOpener({ store: { media: counted }, device: { digest } }, formCompiler());
});

async function fileOf(name: string, text: string): Promise<FormFile> {
  return entryOf(name, new TextEncoder().encode(text).buffer, digest.sha256Hex);
}
async function keep(file: FormFile, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text).buffer;
  for (const part of await fileParts(file, bytes, digest.sha256Hex)) {
    const about = {
      response: '',
      campaign: '',
      collector: 'amina',
      contentType: '',
      widthPx: 0,
      heightPx: 0,
    };
    await store.media.add({ ...part, ...about });
  }
}
const documentWith = (...files: FormFile[]): FormDocument =>
  ({ definition: { ...formOf(ROWS), files } }) as FormDocument;

const ROADS = '<network><road><town>leo</town><title>Ring road</title></road></network>';

test('a form is asked with the tables that came with it', async () => {
  const [towns, roads] = [await fileOf('towns.csv', TOWNS), await fileOf('roads.xml', ROADS)];
  await keep(towns, TOWNS);
  await keep(roads, ROADS);
  const opened = await open('form:x:1', documentWith(towns, roads));
  if (!opened.ok) throw new Error(JSON.stringify(opened));
  const { form, files } = opened.value;
  let state = openForm(form, newAnswers(form, MORNING), MORNING);
  expect(choicesFor(form, state, 'town').map(({ name }) => name)).toEqual(['lhr', 'leo']);
  state = answerQuestion(form, state, 'town', 'leo', MORNING);
  expect(state.answers).toMatchObject({ people: '1700000', road: 'Ring road' });
  expect(answerText(form, state, 'town', 'en')).toBe('León');
  expect(files?.trouble('towns.csv')).toBeUndefined();
});

test('a table is read once, however often the form is opened', async () => {
  const towns = await fileOf('towns.csv', TOWNS);
  await keep(towns, TOWNS);
  for (const id of ['form:x:1', 'form:x:1', 'form:x:2', 'form:x:3', 'form:x:1'])
    await open(id, documentWith(towns));
  expect(reads).toBe(1);
});

test('what is not here says so, and is used once it has come', async () => {
  const towns = await fileOf('towns.csv', TOWNS);
  const before = await open('form:x:1', documentWith(towns));
  expect(before.ok && before.value.files?.trouble('towns.csv')).toBe('file-missing');
  expect(before.ok && before.value.files?.trouble('never.csv')).toBe('file-missing');
  await keep(towns, TOWNS);
  const after = await open('form:x:1', documentWith(towns));
  expect(after.ok && after.value.files?.trouble('towns.csv')).toBeUndefined();
});

test('a form that was open before its file came tells of it when it comes', async () => {
  const towns = await fileOf('towns.csv', TOWNS);
  const opened = await open('form:x:1', documentWith(towns));
  if (!opened.ok || opened.value.files?.hasMore === undefined) throw new Error('nothing to wait for');
  const { hasMore } = opened.value.files;
  const told: boolean[] = [];
  await new Promise<void>((resolve) => {
    const watch = hasMore.subscribe((has) => {
      told.push(has);
      if (!has) return void keep(towns, TOWNS);
      watch.unsubscribe();
      resolve();
    });
  });
  expect(told).toEqual([false, true]);
  const again = await open('form:x:1', documentWith(towns));
  expect(again.ok && again.value.files?.hasMore).toBeUndefined();
});

test('a table without rows, and one whose bytes are others, are told apart from one that is missing', async () => {
  const [empty, other] = [await fileOf('empty.csv', 'name,label\n'), await fileOf('other.csv', TOWNS)];
  await keep(empty, 'name,label\n');
  await keep(other, TOWNS.replace('Lahore', 'Lohare'));
  const opened = await open('form:x:1', documentWith(empty, other));
  expect(opened.ok && opened.value.files?.trouble('empty.csv')).toBe('file-unreadable');
  expect(opened.ok && opened.value.files?.trouble('other.csv')).toBe('file-damaged');
});

test('pictures and sounds are given as object URLs of their own type', async () => {
  const song = await fileOf('ask.wav', 'RIFF');
  await keep(song, 'RIFF');
  const opened = await open('form:x:1', documentWith(song));
  const given = opened.ok ? await opened.value.files?.url('ask.wav') : undefined;
  if (!given?.ok) throw new Error('no url');
  const blob = await (await fetch(given.value.url)).blob();
  expect([blob.type, await blob.text()]).toEqual(['audio/wav', 'RIFF']);
  URL.revokeObjectURL(given.value.url);
  expect(opened.ok && (await opened.value.files?.url('none.wav'))).toMatchObject({ why: 'file-missing' });
});
