// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { Row } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import { finalAnswers } from '../../../src/domain/form/final.ts';
import { progressAt } from '../../../src/domain/form/progress.ts';
import {
  answerQuestion,
  isReadOnly,
  isRequired,
  newAnswers,
  newState,
  openForm,
  pages,
  problems,
} from '../../../src/domain/form/state.ts';
import { Amina, choice, compiled, formOf, MORNING } from './form.scenario.ts';

const yesNo = { yes_no: [choice('yes'), choice('no')] };

test('shows a question only while it applies, and brings its answer back when it applies again', () => {
  const amina = new Amina(
    [
      { type: 'select_one', name: 'heard', list_name: 'yes_no' },
      { type: 'text', name: 'from_whom', relevant: "${heard} = 'yes'" },
    ],
    yesNo,
  );
  expect(amina.pages).toEqual(['heard']);
  amina.answers('heard', 'yes').answers('from_whom', 'neighbour');
  expect(amina.pages).toEqual(['heard', 'from_whom']);
  amina.answers('heard', 'no');
  expect(amina.pages).toEqual(['heard']);
  expect(finalAnswers(amina.form, amina.state)).toEqual({ heard: 'no' });
  amina.answers('heard', 'yes');
  expect(finalAnswers(amina.form, amina.state)).toEqual({ heard: 'yes', from_whom: 'neighbour' });
});

test('hides all that a group holds, however deep', () => {
  const amina = new Amina([
    { type: 'integer', name: 'age' },
    {
      type: 'group',
      name: 'adult',
      relevant: '${age} >= 18',
      children: [
        { type: 'text', name: 'job' },
        { type: 'group', name: 'home', children: [{ type: 'text', name: 'rooms', required: 'yes' }] },
      ],
    },
  ]);
  expect(amina.answers('age', 17).pages).toEqual(['age']);
  expect(amina.problems).toEqual([]);
  expect(amina.answers('age', 18).pages).toEqual(['age', 'adult/job', 'adult/home/rooms']);
  expect(amina.problems).toEqual(['adult/home/rooms required']);
});

test('expressions do not see the answer to a question that does not apply', () => {
  const amina = new Amina(
    [
      { type: 'select_one', name: 'pregnant', list_name: 'yes_no' },
      { type: 'integer', name: 'month', relevant: "${pregnant} = 'yes'" },
      { type: 'calculate', name: 'total', calculation: '1 + sum(${month})' },
      { type: 'note', name: 'late', relevant: '${month} > 6' },
    ],
    yesNo,
  );
  amina.answers('pregnant', 'yes').answers('month', 8);
  expect(amina.holds('total')).toBe(9);
  expect(amina.pages).toContain('late');
  amina.answers('pregnant', 'no');
  expect(amina.holds('total')).toBe(1);
  expect(amina.pages).not.toContain('late');
});

test('works out what depends on an answer, through chains and in any order of rows', () => {
  const amina = new Amina([
    { type: 'calculate', name: 'double_sum', calculation: '${sum} * 2' },
    { type: 'calculate', name: 'sum', calculation: '${girls} + ${boys}' },
    { type: 'integer', name: 'girls' },
    { type: 'integer', name: 'boys' },
  ]);
  amina.answers('girls', 2);
  expect(amina.state.answers).toEqual({ girls: 2 });
  amina.answers('boys', 3);
  expect(amina.state.answers).toEqual({ girls: 2, boys: 3, sum: 5, double_sum: 10 });
  amina.clears('girls');
  expect(amina.state.answers).toEqual({ boys: 3 });
});

test('keeps calculated numbers, truths and texts as what they are', () => {
  const amina = new Amina(
    [
      { type: 'integer', name: 'n' },
      { type: 'calculate', name: 'half', calculation: '${n} div 2' },
      { type: 'calculate', name: 'is_many', calculation: '${n} > 3' },
      { type: 'calculate', name: 'text', calculation: "concat('n', ${n})" },
      { type: 'calculate', name: 'endless', calculation: '${n} div 0' },
      { type: 'integer', name: 'copied', calculation: '${n}' },
      { type: 'select_multiple', name: 'both', list_name: 'l', calculation: "concat('a', ' ', 'b')" },
    ],
    { l: [choice('a'), choice('b')] },
  );
  amina.answers('n', 5);
  expect(amina.state.answers).toEqual({
    n: 5,
    half: 2.5,
    is_many: true,
    text: 'n5',
    endless: 'Infinity',
    copied: 5,
    both: ['a', 'b'],
  });
});

test('looks again only at what an answer touches', () => {
  const rows = Array.from({ length: 500 }, (_, at) => [
    { type: 'integer' as const, name: `q${at}`, required: 'yes' },
    { type: 'calculate' as const, name: `c${at}`, calculation: `\${q${at}} * 2` },
    { type: 'note' as const, name: `n${at}`, relevant: `\${c${at}} > 100` },
  ]).flat();
  const amina = new Amina([...rows, { type: 'text', name: 'last' }]);
  expect(amina.state.recomputed).toBe(1501);
  expect(amina.answers('last', 'x').state.recomputed).toBe(0);
  expect(amina.answers('q7', 5).state.recomputed).toBe(2);
  expect(amina.answers('q7', 5).state.recomputed).toBe(0);
});

test('goes no further where an answer changes nothing', () => {
  const amina = new Amina([
    { type: 'integer', name: 'age' },
    { type: 'calculate', name: 'is_adult', calculation: '${age} >= 18' },
    { type: 'note', name: 'adult', relevant: '${is_adult} = "true"' },
  ]);
  expect(amina.answers('age', 20).state.recomputed).toBe(2);
  expect(amina.answers('age', 21).state.recomputed).toBe(1);
});

test('leaves the state before an answer as it was', () => {
  const amina = new Amina([
    { type: 'integer', name: 'age' },
    { type: 'note', name: 'adult', relevant: '${age} >= 18' },
  ]);
  const before = amina.state;
  amina.answers('age', 20);
  expect(before.answers).toEqual({});
  expect(before.isRelevant('adult')).toBe(false);
  expect(amina.state.isRelevant('adult')).toBe(true);
});

test('asks for what is required, checks what is answered, in the words of the form', () => {
  const amina = new Amina([
    {
      type: 'integer',
      name: 'age',
      required: 'yes',
      required_message: { en: 'Ask once more.' },
      constraint: '. > 0 and . <= 120',
      constraint_message: { en: 'Between 1 and 120.' },
    },
    { type: 'text', name: 'name', required: '${age} > 17' },
  ]);
  expect(problems(amina.form, amina.state)).toEqual([
    { path: 'age', why: 'required', message: { en: 'Ask once more.' } },
  ]);
  amina.answers('age', 130);
  expect(problems(amina.form, amina.state)).toEqual([
    { path: 'age', why: 'constraint', message: { en: 'Between 1 and 120.' } },
    { path: 'name', why: 'required' },
  ]);
  expect(problems(amina.form, amina.state, ['name'])).toEqual([{ path: 'name', why: 'required' }]);
  expect(isRequired(amina.state, 'name')).toBe(true);
  amina.answers('age', 12);
  expect(amina.problems).toEqual([]);
});

test('checks no constraint of an open question, and requires nothing that does not apply', () => {
  const amina = new Amina([
    { type: 'integer', name: 'age', constraint: '. > 0' },
    { type: 'text', name: 'school', required: 'yes', relevant: '${age} < 18' },
  ]);
  expect(amina.problems).toEqual([]);
  expect(amina.answers('age', 40).problems).toEqual([]);
  expect(amina.answers('age', 7).problems).toEqual(['school required']);
  expect(amina.answers('school', '').problems).toEqual(['school required']);
});

test.each(['no', 'No', 'false', 'false()'])('takes required = %s for not required', (required) => {
  expect(new Amina([{ type: 'text', name: 'a', required }]).problems).toEqual([]);
});

test('shows a read-only question as one, depending on other answers', () => {
  const amina = new Amina([
    { type: 'text', name: 'role' },
    { type: 'text', name: 'fixed', read_only: "${role} = 'guest'" },
    { type: 'text', name: 'never', read_only: 'yes' },
  ]);
  expect(isReadOnly(amina.state, 'fixed')).toBe(false);
  expect(isReadOnly(amina.answers('role', 'guest').state, 'fixed')).toBe(true);
  expect(isReadOnly(amina.state, 'never')).toBe(true);
});

test('makes one page of a question and one of a field-list, none of what nobody answers', () => {
  const amina = new Amina([
    { type: 'start', name: 'begun' },
    { type: 'note', name: 'hello' },
    {
      type: 'group',
      name: 'person',
      appearance: 'w1 field-list',
      children: [
        { type: 'text', name: 'name' },
        { type: 'calculate', name: 'hidden', calculation: '1' },
        { type: 'group', name: 'more', children: [{ type: 'integer', name: 'age' }] },
        { type: 'text', name: 'school', relevant: '${age} < 18' },
      ],
    },
    {
      type: 'group',
      name: 'plain',
      children: [
        { type: 'text', name: 'one' },
        { type: 'text', name: 'two' },
      ],
    },
    {
      type: 'group',
      name: 'gone',
      appearance: 'field-list',
      relevant: 'false()',
      children: [{ type: 'text', name: 'x' }],
    },
  ]);
  expect(pages(amina.form, amina.state)).toEqual([
    { path: 'hello', number: 1, questions: ['hello'] },
    { path: 'person', number: 2, questions: ['person/name', 'person/more/age'] },
    { path: 'plain/one', number: 3, questions: ['plain/one'] },
    { path: 'plain/two', number: 4, questions: ['plain/two'] },
  ]);
});

test('offers the choices that fit the answers so far', () => {
  const amina = new Amina(
    [
      { type: 'select_one', name: 'city', list_name: 'cities' },
      {
        type: 'select_one',
        name: 'council',
        list_name: 'councils',
        choice_filter: "city = ${city} or name = 'other'",
      },
    ],
    {
      cities: [choice('leon'), choice('karachi')],
      councils: [
        choice('centro', { city: 'leon' }),
        choice('lyari', { city: 'karachi' }),
        choice('saddar', { city: 'karachi' }),
        choice('other'),
      ],
    },
  );
  expect(amina.offered('council')).toEqual(['other']);
  expect(amina.answers('city', 'karachi').offered('council')).toEqual(['lyari', 'saddar', 'other']);
  amina.answers('council', 'lyari').answers('city', 'leon');
  expect(amina.offered('council')).toEqual(['centro', 'other']);
  expect(amina.problems).toEqual(['council wrong-type']);
  expect(amina.holds('council')).toBe('lyari');
});

test('begins with the defaults and the time, worked out once', () => {
  const form = compiled(
    formOf(
      [
        { type: 'start', name: 'begun' },
        { type: 'today', name: 'day' },
        { type: 'end', name: 'done' },
        { type: 'integer', name: 'adults', default: '2' },
        { type: 'integer', name: 'below', default: '-5' },
        { type: 'text', name: 'greeting', default: "it's not-known" },
        { type: 'text', name: 'phone', default: '0300-1234567' },
        { type: 'text', name: 'ages', default: '10-20' },
        { type: 'integer', name: 'two', default: '7 - 5' },
        { type: 'date', name: 'visit', default: '2026-03-05' },
        { type: 'date', name: 'next', default: '${day}' },
        { type: 'integer', name: 'beds', default: '${adults} + 1' },
        { type: 'select_multiple', name: 'langs', list_name: 'langs', default: 'ur en' },
        { type: 'calculate', name: 'sum', calculation: '${adults} + ${beds}' },
        { type: 'geopoint', name: 'home', default: '24.86 67.01 8 5' },
      ],
      { langs: [choice('ur'), choice('en')] },
    ),
  );
  const answers = newAnswers(form, MORNING);
  expect(answers).toEqual({
    begun: MORNING.now,
    day: '2026-03-04',
    adults: 2,
    below: -5,
    greeting: "it's not-known",
    phone: '0300-1234567',
    ages: '10-20',
    two: 2,
    visit: '2026-03-05',
    next: '2026-03-04',
    beds: 3,
    langs: ['ur', 'en'],
    sum: 5,
    home: { lat: 24.86, lon: 67.01, method: 'manual' },
  });
  const { adults: _cleared, ...rest } = answers;
  expect(openForm(form, rest, MORNING).answers['adults']).toBeUndefined();
  expect(
    finalAnswers(form, openForm(form, answers, MORNING), { ...MORNING, now: '2026-03-04T11:00:00+05:00' }),
  ).toEqual({
    ...answers,
    done: '2026-03-04T11:00:00+05:00',
  });
});

test('keeps an answer changed by hand over a calculation until one of its inputs changes', () => {
  const amina = new Amina([
    { type: 'integer', name: 'n' },
    { type: 'integer', name: 'guess', calculation: '${n} * 10' },
  ]);
  amina.answers('n', 1).answers('guess', 12);
  expect(openForm(amina.form, amina.state.answers, MORNING).answers['guess']).toBe(12);
  expect(amina.answers('n', 2).holds('guess')).toBe(20);
});

test('leaves a calculated answer that was cleared by hand empty when the draft is opened again', () => {
  const amina = new Amina([
    { type: 'integer', name: 'n', default: '1' },
    { type: 'integer', name: 'guess', calculation: '${n} * 10' },
    { type: 'calculate', name: 'twice', calculation: '${n} * 2' },
  ]);
  amina.answers('n', 1).clears('guess');
  amina.state = openForm(amina.form, amina.state.answers, MORNING);
  expect(amina.holds('guess')).toBeUndefined();
  expect(amina.holds('twice')).toBe(2);
  expect(amina.answers('n', 2).holds('guess')).toBe(20);
});

test('a new response begins with what its defaults calculate', () => {
  const { form } = new Amina([
    { type: 'integer', name: 'n', default: '3' },
    { type: 'integer', name: 'guess', calculation: '${n} * 10' },
  ]);
  expect(newAnswers(form, MORNING)['guess']).toBe(30);
});

test('a page that is left out leaves out no number, and makes fewer of them', () => {
  const amina = new Amina([
    { type: 'text', name: 'consent' },
    { type: 'text', name: 'why_not', relevant: "${consent} = 'no'" },
    { type: 'text', name: 'age', relevant: "${consent} = 'yes'" },
    { type: 'text', name: 'end' },
  ]);
  const all = () => pages(amina.form, amina.state);
  expect(progressAt(amina.form, all(), 'consent')).toEqual({ page: 1, pages: 4 });
  amina.answers('consent', 'yes');
  expect(progressAt(amina.form, all(), 'age')).toEqual({ page: 2, pages: 3 });
  expect(progressAt(amina.form, all(), 'end')).toEqual({ page: 3, pages: 3 });
  expect(progressAt(amina.form, all(), null)).toEqual({ page: 1, pages: 4 });
  expect(progressAt(amina.form, [], 'gone')).toEqual({ page: 1, pages: 1 });
});

test('keeps the first value of once() while its inputs change', () => {
  const amina = new Amina([
    { type: 'integer', name: 'n' },
    { type: 'calculate', name: 'first', calculation: 'once(${n})' },
  ]);
  expect(amina.answers('n', 3).answers('n', 4).holds('first')).toBe('3');
});

test('says a form in the language of the screen, with answers in their words', () => {
  const amina = new Amina(
    [
      { type: 'text', name: 'child' },
      { type: 'select_multiple', name: 'trusts', list_name: 'people' },
      { type: 'integer', name: 'age', relevant: "${child} != ''" },
    ],
    {
      people: [
        { name: 'nurse', label: { en: 'The nurse', ur: 'نرس' } },
        { name: 'imam', label: { en: 'The imam', ur: '' } },
      ],
    },
  );
  const text = { en: 'Does ${child} trust ${trusts}?', ur: '${trusts} — ${nobody}' };
  expect(amina.reads(text)).toBe('Does  trust ?');
  amina.answers('child', 'Zara').answers('trusts', ['nurse', 'imam']).answers('age', 3);
  expect(amina.reads(text)).toBe('Does Zara trust The nurse, The imam?');
  expect(amina.reads(text, 'ur')).toBe('نرس, The imam — ${nobody}');
  expect(amina.reads(text, 'es')).toBe('Does Zara trust The nurse, The imam?');
  expect(amina.reads({ ur: 'عمر: ${age}' }, 'es')).toBe('عمر: 3');
  expect(amina.clears('child').reads({ en: '${age}' })).toBe('');
  expect(amina.reads({ en: 'Costs $5 and $& {x}' })).toBe('Costs $5 and $& {x}');
});

test('a question may be called constructor, which every plain object has', () => {
  const amina = new Amina([
    { type: 'text', name: 'constructor', required: 'yes' },
    { type: 'calculate', name: 'length', calculation: 'string-length(${constructor})' },
  ]);
  expect(amina.problems).toEqual(['constructor required']);
  expect(amina.holds('length')).toBe(0);
  expect(amina.answers('constructor', 'Bano').holds('length')).toBe(4);
});

test('a page that applies whole is the very same after an answer, also with all functions at hand', () => {
  const rows: Row[] = [
    { type: 'integer', name: 'age' },
    { type: 'text', name: 'school', relevant: '${age} < 18' },
    { type: 'text', name: 'trade' },
  ];
  for (const extension of [undefined, EXTENSION]) {
    const form = compileForm(formOf(rows), extension);
    if (!form.ok) throw new Error(form.why);
    const before = pages(form.value, newState(form.value, MORNING));
    const grown = answerQuestion(form.value, newState(form.value, MORNING), 'age', 7, MORNING);
    const after = pages(form.value, grown);
    expect(before.map(({ path, number }) => [path, number])).toEqual([
      ['age', 1],
      ['trade', 3],
    ]);
    expect(after.map(({ path, number }) => [path, number])).toEqual([
      ['age', 1],
      ['school', 2],
      ['trade', 3],
    ]);
    expect(after[0]).toBe(before[0]);
    expect(after[2]).toBe(before[1]);
  }
});
