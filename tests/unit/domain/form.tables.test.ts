// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test, vi } from 'vitest';
import { type CompiledForm, compileForm } from '../../../src/domain/form/compile.ts';
import type { Choice, Row } from '../../../src/domain/form/definition.ts';
import { addInstance, extensionWith } from '../../../src/domain/form/extended/index.ts';
import type { Files } from '../../../src/domain/form/extended/tables.ts';
import { partChoices } from '../../../src/domain/form/partChoices.ts';
import { questionAt } from '../../../src/domain/form/recompute.ts';
import {
  answerQuestion,
  choicesFor,
  type FormState,
  newAnswers,
  openForm,
} from '../../../src/domain/form/state.ts';
import { choice, formOf, MORNING } from './form.scenario.ts';

const VILLAGES = Array.from({ length: 60_000 }, (_, at) => ({
  name: `v${at}`,
  label: `Village ${at}`,
  district: `d${at % 100}`,
  people: String(at),
}));

function opened(
  rows: Row[],
  choices: Record<string, Choice[]> = {},
  files: Files = {},
): [CompiledForm, FormState] {
  const form = compileForm(formOf(rows, choices), extensionWith(files));
  if (!form.ok) throw new Error(JSON.stringify(form));
  return [form.value, openForm(form.value, newAnswers(form.value, MORNING), MORNING)];
}
const offered = ([form, state]: [CompiledForm, FormState], path: string): string[] =>
  choicesFor(form, state, path).map(({ name }) => name);
const answers = (
  [form, state]: [CompiledForm, FormState],
  path: string,
  value: string | number,
): [CompiledForm, FormState] => [form, answerQuestion(form, state, path, value, MORNING)];

const IN_DISTRICT: Row[] = [
  { type: 'text', name: 'district' },
  { type: 'select_one', name: 'village', list_name: 'villages.csv', choice_filter: 'district = ${district}' },
  { type: 'calculate', name: 'people', calculation: "pulldata('villages', 'people', 'name', ${village})" },
  {
    type: 'calculate',
    name: 'label',
    calculation: "instance('villages')/root/item[name = current()/../village]/label",
  },
  { type: 'calculate', name: 'many', calculation: "count(instance('villages')/root/item[people > 59989])" },
];

test('choices come from an attached table of 60,000 rows, filtered by its columns', () => {
  const form = answers(opened(IN_DISTRICT, {}, { 'villages.csv': VILLAGES }), 'district', 'd7');
  const names = offered(form, 'village');
  expect(names).toHaveLength(600);
  expect(names.slice(0, 2)).toEqual(['v7', 'v107']);
  expect(choicesFor(...form, 'village')[0]?.label).toEqual({ en: 'Village 7' });
});

test('a table gives what stands in the row of an answer', () => {
  const form = answers(opened(IN_DISTRICT, {}, { 'villages.csv': VILLAGES }), 'village', 'v59999');
  expect(form[1].answers).toMatchObject({ people: '59999', label: 'Village 59999', many: 10 });
  expect(answers(form, 'village', 'nowhere')[1].answers['people']).toBeUndefined();
});

test('value and label may stand in columns of other names', () => {
  const rows: Row[] = [
    { type: 'select_one', name: 'q', list_name: 'l.csv', parameters: { value: 'code', label: 'words' } },
  ];
  const form = opened(rows, {}, { 'l.csv': [{ code: 'x', words: 'The x' }] });
  expect(choicesFor(...form, 'q')).toMatchObject([{ name: 'x', label: { en: 'The x' } }]);
});

test('a missing table offers nothing and breaks nothing', () => {
  const form = answers(opened(IN_DISTRICT), 'district', 'd7');
  expect(offered(form, 'village')).toEqual([]);
  expect(form[1].answers['many']).toBe(0);
});

test('randomized choices keep one order for a response, another for the next, and the one that a seed gives', () => {
  const list = Array.from({ length: 9 }, (_, at) => choice(`c${at}`));
  const rows = (parameters: Record<string, string>): Row[] => [
    { type: 'text', name: 'seed' },
    { type: 'select_one', name: 'q', list_name: 'l', parameters },
  ];
  const [form, state] = opened(rows({ randomize: 'true' }), { l: list });
  const orderOf = (seed: string): string[] => offered([form, { ...state, clock: { ...MORNING, seed } }], 'q');
  expect(orderOf('response:1')).toEqual(orderOf('response:1'));
  expect(orderOf('response:1')).not.toEqual(orderOf('response:2'));
  expect([...orderOf('response:1')].sort()).toEqual(list.map(({ name }) => name));
  const seeded = opened(rows({ randomize: 'true', seed: '${seed}' }), { l: list });
  const one = offered(answers(seeded, 'seed', '33'), 'q');
  expect(one).toEqual(offered(opened(rows({ randomize: 'true', seed: '33' }), { l: list }), 'q'));
  expect(offered(answers(seeded, 'seed', '34'), 'q')).not.toEqual(one);
});

test('who was named in a repeat can be chosen after it', () => {
  const [form, state] = opened([
    { type: 'repeat', name: 'child', children: [{ type: 'text', name: 'name' }] },
    { type: 'select_one', name: 'eldest', list_name: '${name}' },
  ]);
  const named = answers([form, addInstance(form, state, 'child', MORNING)], 'child[2]/name', 'Dua');
  expect(offered(named, 'eldest')).toEqual(['Dua']);
  expect(offered(answers(named, 'child[1]/name', 'Bano'), 'eldest')).toEqual(['Bano', 'Dua']);
});

test.each([
  ['${age} > 9', ['Bano', 'Chand']],
  ['age > 9', ['Bano', 'Chand']],
  ['./age > ${least}', ['Bano', 'Chand']],
  ['age > current()/../least', ['Bano', 'Chand']],
  ["starts-with(${name}, 'A') or position() = 3", ['Asma', 'Chand']],
  ['${age} > 9 and count(${name}) = 3', []],
  ['${age} = max(/data/child/age)', ['Chand']],
])('a filter over who was named stands at each of them: %s', (choice_filter, expected) => {
  let form = opened([
    { type: 'integer', name: 'least' },
    {
      type: 'repeat',
      name: 'child',
      children: [
        { type: 'text', name: 'name' },
        { type: 'integer', name: 'age' },
      ],
    },
    { type: 'select_one', name: 'helper', list_name: '${name}', choice_filter },
  ]);
  form = answers(form, 'least', 9);
  for (const [at, [name, age]] of Object.entries([
    ['Asma', 4],
    ['Bano', 10],
    ['Chand', 12],
  ] as const)) {
    if (Number(at) > 0) form = [form[0], addInstance(...form, 'child', MORNING)];
    form = answers(answers(form, `child[${Number(at) + 1}]/name`, name), `child[${Number(at) + 1}]/age`, age);
  }
  expect(offered(form, 'helper')).toEqual(expected);
});

test('who is asked in a repeat can choose among the others of it', () => {
  let form = opened([
    {
      type: 'repeat',
      name: 'child',
      children: [
        { type: 'text', name: 'name' },
        { type: 'calculate', name: 'pos', calculation: 'position(..)' },
        {
          type: 'select_one',
          name: 'friend',
          list_name: '${name}',
          choice_filter: "position() != current()/../pos and name != ''",
        },
        { type: 'select_one', name: 'same', list_name: '${name}', choice_filter: 'name = ${name}' },
      ],
    },
  ]);
  form = [form[0], addInstance(...form, 'child', MORNING)];
  form = answers(answers(form, 'child[1]/name', 'Asma'), 'child[2]/name', 'Bano');
  expect(offered(form, 'child[1]/friend')).toEqual(['Bano']);
  expect(offered(form, 'child[2]/friend')).toEqual(['Asma']);
  // `${name}` is that of whoever is asked.
  expect(offered(form, 'child[2]/same')).toEqual(['Bano']);
});

test('the label of a choice is said in the language of the interview', () => {
  const list = [{ name: 'y', label: { en: 'Yes', ur: 'ہاں' } }];
  const rows: Row[] = [
    { type: 'select_one', name: 'q', list_name: 'l' },
    { type: 'calculate', name: 'said', calculation: "jr:choice-name(${q}, '${q}')" },
  ];
  const [form, state] = opened(rows, { l: list });
  expect(answerQuestion(form, state, 'q', 'y', MORNING).answers['said']).toBe('Yes');
  expect(answerQuestion(form, state, 'q', 'y', { ...MORNING, language: 'ur' }).answers['said']).toBe('ہاں');
});

test('a calculation with a trigger is made when that is answered, and at no other time', () => {
  const form = opened([
    { type: 'text', name: 'a' },
    { type: 'integer', name: 'b' },
    { type: 'calculate', name: 'stamp', calculation: '${b} + 1', trigger: '${a}' },
  ]);
  const later = answers(form, 'b', 1);
  expect(later[1].answers['stamp']).toBeUndefined();
  const set = answers(later, 'a', 'x');
  expect(set[1].answers['stamp']).toBe(2);
  expect(answers(set, 'b', 5)[1].answers['stamp']).toBe(2);
  expect(openForm(set[0], set[1].answers, MORNING).answers['stamp']).toBe(2);
});

test('what was answered in the last response can be asked for again', () => {
  const rows: Row[] = [
    { type: 'text', name: 'district', default: '${last-saved#district}' },
    { type: 'calculate', name: 'before', calculation: "concat('was ', ${last-saved#district})" },
  ];
  const [form] = opened(rows);
  const begun = newAnswers(form, { ...MORNING, lastSaved: { district: 'León' } });
  expect(begun).toEqual({ district: 'León', before: 'was León' });
  expect(newAnswers(form, MORNING)).toEqual({ before: 'was ' });
});

test('who collects and on which phone is known from the start', () => {
  const rows: Row[] = [
    { type: 'username', name: 'who' },
    { type: 'deviceid', name: 'phone' },
    { type: 'email', name: 'email' },
  ];
  const [form] = opened(rows);
  expect(newAnswers(form, { ...MORNING, who: { username: 'amina', deviceid: 'a1' } })).toEqual({
    who: 'amina',
    phone: 'a1',
  });
});

test('a date that is none is stored as no answer', () => {
  const form = answers(
    opened([
      { type: 'text', name: 'said' },
      { type: 'calculate', name: 'on', calculation: 'date(${said})' },
    ]),
    'said',
    'soon',
  );
  expect(form[1].answers).toEqual({ said: 'soon' });
});

test('of 2,000 calculations one answer works out only those that depend on it', () => {
  const rows: Row[] = Array.from({ length: 2000 }, (_, at): Row[] => [
    { type: 'integer', name: `q${at}` },
    // Each hundredth also follows the one a hundred before it: a chain of twenty.
    {
      type: 'calculate',
      name: `c${at}`,
      calculation: at % 100 === 0 && at > 0 ? `\${q${at}} + \${c${at - 100}}` : `\${q${at}} * 2`,
    },
  ]).flat();
  const form = opened(rows);
  expect(answers(form, 'q7', 1)[1].recomputed).toBe(1);
  const [, chained] = answers(form, 'q0', 1);
  // The rest of the chain has an open question in it: it stays empty, and is looked at no further.
  expect(chained.recomputed).toBe(2);
  let all = form;
  for (let at = 0; at < 2000; at += 100) all = answers(all, `q${at}`, 1);
  expect(answers(all, 'q0', 5)[1].recomputed).toBe(20);
  expect(answers(all, 'q0', 5)[1].answers['c1900']).toBe(29);
});

test('a long list that was parted in slices beforehand is not looked through when its question comes', () => {
  let looks = 0;
  const counted = VILLAGES.slice(0, 2000).map(({ name, label, district }, at) => ({
    name,
    label,
    // The first of each district stands for the others.
    get district() {
      looks += at < 100 ? 0 : 1;
      return district;
    },
  }));
  // Its other rows read whole tables.
  const form = opened(IN_DISTRICT.slice(0, 2), {}, { 'villages.csv': counted });
  expect([...partChoices(...form)]).toHaveLength(4);
  expect(looks).toBe(1900);
  expect(offered(answers(form, 'district', 'd7'), 'village')).toHaveLength(20);
  expect(looks).toBe(1900);
});

test('whoever asks while a list is being parted is offered the right choices', () => {
  const form = opened(IN_DISTRICT, {}, { 'villages.csv': VILLAGES });
  const parting = partChoices(...form);
  for (let slice = 0; slice < 3; slice++) parting.next();
  expect(offered(answers(form, 'district', 'd7'), 'village')).toHaveLength(600);
  for (const _ of parting) void _;
  expect(offered(answers(form, 'district', 'd99'), 'village').slice(0, 2)).toEqual(['v99', 'v199']);
});

test('a filter is asked once for all choices that it cannot tell apart, not once for each of 60,000', () => {
  const counted = VILLAGES.slice(0, 6_000).map((cells) => ({
    ...cells,
    kind: cells.district === 'd7' ? 'town' : '',
  }));
  const form = opened(
    [
      { type: 'text', name: 'district' },
      { type: 'text', name: 'kind' },
      {
        type: 'select_one',
        name: 'village',
        list_name: 'villages.csv',
        choice_filter: 'district = ${district} and kind = ${kind}',
      },
    ],
    {},
    { 'villages.csv': counted },
  );
  const { logic } = questionAt(form[0], 'village');
  const filter = logic.choice_filter;
  if (filter === undefined) throw new Error('no filter');
  const asked = vi.fn(filter);
  Object.assign(logic, { choice_filter: asked });
  expect(offered(answers(form, 'district', 'd8'), 'village')).toHaveLength(60);
  asked.mockClear();
  const inTowns = answers(answers(form, 'district', 'd7'), 'kind', 'town');
  expect(offered(inTowns, 'village')).toHaveLength(60);
  expect(asked).toHaveBeenCalledTimes(100);
  // The very same list, so that nobody goes through its labels again.
  const list = choicesFor(...inTowns, 'village');
  expect(choicesFor(...answers(inTowns, 'kind', 'town'), 'village')).toBe(list);
});

test('choices that are let through from several groups keep the order of their list', () => {
  const rows: Row[] = [
    { type: 'integer', name: 'few' },
    {
      type: 'select_one',
      name: 'village',
      list_name: 'villages.csv',
      choice_filter: "district = 'd3' or district = 'd1' and people < ${few}",
    },
  ];
  const form = opened(rows, {}, { 'villages.csv': VILLAGES.slice(0, 500) });
  const names = offered(answers(form, 'few', 300), 'village');
  expect(names).toEqual(['v1', 'v3', 'v101', 'v103', 'v201', 'v203', 'v303', 'v403']);
});
