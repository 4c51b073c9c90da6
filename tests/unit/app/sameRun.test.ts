// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { describe, expect, test } from 'vitest';
import { previewForm } from '../../../src/app/desk/forms/preview.ts';
import type { OpenResponse } from '../../../src/app/types.ts';
import type { FormDefinition, Row } from '../../../src/domain/form/definition.ts';
import { addInstance } from '../../../src/domain/form/extended/index.ts';
import { choicesFor } from '../../../src/domain/form/state.ts';
import { type Collector, collector, deadZoneDevice } from '../../support/collector.ts';
import { newDisk } from '../../support/phone.ts';
import { choice, formOf } from '../domain/form.scenario.ts';

const asking = (definition: FormDefinition): Promise<Collector> =>
  collector('amina', newDisk(), undefined, { definition });

async function triesOut({ store }: Collector, definition: FormDefinition): Promise<OpenResponse> {
  const account = { name: 'amina' };
  const parts = { store, account, deviceId: 'phone-1', device: deadZoneDevice() };
  const made = await previewForm(parts as never, definition, [], 'ur');
  if (!made.ok) throw new Error(made.why);
  return made.value.open;
}

const RUNS = {
  'asked on a phone': (amina: Collector) => amina.startsSurvey(),
  'tried out at the desk': triesOut,
};

const SAID: Row[] = [
  { type: 'select_one', name: 'q', list_name: 'l' },
  { type: 'calculate', name: 'said', calculation: "jr:choice-name(${q}, '${q}')" },
];
const YES = { l: [{ name: 'y', label: { en: 'Yes', ur: 'ہاں', es: 'Sí' } }] };

describe.each(Object.entries(RUNS))('a form that is %s', (_name, run) => {
  test('says its choices in the language that it is asked in', async () => {
    const form = formOf(SAID, YES, { languages: ['en', 'ur', 'es'] });
    const open = await run(await asking(form), form);
    await open.setLanguage('es');
    await open.answer('q', 'y');
    expect(open.current().state.answers['said']).toBe('Sí');
  });

  test('has its choices in one order, and the next time in another', async () => {
    const list = [...'abcdefghij'].map((name) => choice(name));
    const rows: Row[] = [
      { type: 'text', name: 'code' },
      { type: 'select_one', name: 'q', list_name: 'l', parameters: { randomize: 'true' } },
    ];
    const form = formOf(rows, { l: list });
    const amina = await asking(form);
    const offered = (open: OpenResponse): string =>
      choicesFor(open.form, open.current().state, 'q')
        .map(({ name }) => name)
        .join('');
    const open = await run(amina, form);
    const first = offered(open);
    await open.answer('code', '7');
    expect(offered(open)).toBe(first);
    expect(offered(await run(amina, form))).not.toBe(first);
  });

  test('knows who asks, also about a member who is added later', async () => {
    const rows: Row[] = [
      { type: 'username', name: 'who' },
      { type: 'repeat', name: 'member', children: [{ type: 'deviceid', name: 'phone' }] },
    ];
    const form = formOf(rows);
    const open = await run(await asking(form), form);
    await open.apply((state, clock) => addInstance(open.form, state, 'member', clock));
    expect(open.current().state.answers).toMatchObject({
      who: 'amina',
      'member[1]/phone': 'phone-1',
      'member[2]/phone': 'phone-1',
    });
  });

  test('begins with what she answered last on this device, where it asks for that', async () => {
    const form = formOf([
      { type: 'text', name: 'village', default: '${last-saved#village}' },
      { type: 'text', name: 'code' },
      { type: 'calculate', name: 'before', calculation: "concat(${code}, ' after ', ${last-saved#code})" },
    ]);
    const amina = await asking(form);
    const former = await amina.startsSurvey();
    await former.answer('village', 'Kot Addu');
    await former.answer('code', '7');
    expect(await former.finalize()).toMatchObject({ ok: true });
    const open = await run(amina, form);
    await open.answer('code', '8');
    expect(open.current().state.answers).toMatchObject({ village: 'Kot Addu', before: '8 after 7' });
  });
});

test('a survey says the choices that it begins with in the language that was chosen for it', async () => {
  const [q, said] = SAID as [Row, Row];
  const { calculation, ...words } = said;
  const amina = await asking(
    formOf(
      [
        { ...q, default: 'y' },
        { ...words, type: 'text', default: calculation },
      ],
      YES,
    ),
  );
  expect((await amina.startsSurvey()).current().state.answers['said']).toBe('ہاں');
});
