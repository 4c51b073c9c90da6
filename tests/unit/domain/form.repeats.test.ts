// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference

import { expect, test } from 'vitest';
import type { Row } from '../../../src/domain/form/definition.ts';
import { addInstance, INSTANCES_MAX, removeInstance } from '../../../src/domain/form/extended/index.ts';
import { finalAnswers } from '../../../src/domain/form/final.ts';
import { progressAt } from '../../../src/domain/form/progress.ts';
import { newAnswers, openForm, pages } from '../../../src/domain/form/state.ts';
import { instancesIn } from '../../../src/domain/identity.ts';
import { Amina, MORNING } from './form.scenario.ts';

const MEMBERS: Row[] = [
  {
    type: 'repeat',
    name: 'members',
    label: { en: 'Member' },
    children: [
      { type: 'text', name: 'name' },
      { type: 'integer', name: 'age' },
      { type: 'text', name: 'job', relevant: '${age} >= 18' },
      { type: 'calculate', name: 'number', calculation: 'position(..)' },
    ],
  },
  { type: 'calculate', name: 'how_many', calculation: 'count(${members})' },
  { type: 'calculate', name: 'oldest', calculation: 'max(${age})' },
  { type: 'calculate', name: 'names', calculation: "join(', ', ${name})" },
  { type: 'calculate', name: 'second', calculation: 'indexed-repeat(${name}, ${members}, 2)' },
];

class Household extends Amina {
  constructor(survey: Row[]) {
    super(survey);
    this.state = openForm(this.form, newAnswers(this.form, MORNING), MORNING);
  }
  adds(path: string): this {
    this.state = addInstance(this.form, this.state, path, MORNING);
    return this;
  }
  removes(path: string, number: number): this {
    this.state = removeInstance(this.form, this.state, path, number, MORNING);
    return this;
  }
}

/** Three members: Amina 40, Bano 12, Dua 70. */
const three = () =>
  new Household(MEMBERS)
    .answers('members[1]/name', 'Amina')
    .answers('members[1]/age', 40)
    .adds('members')
    .answers('members[2]/name', 'Bano')
    .answers('members[2]/age', 12)
    .adds('members')
    .answers('members[3]/name', 'Dua')
    .answers('members[3]/age', 70);

test('a repeat is there once from the start, and once more for each that is added', () => {
  const household = new Household(MEMBERS);
  expect(household.holds('members')).toBe(1);
  expect(household.pages).toEqual(['members[1]/name', 'members[1]/age', 'members']);
  household.adds('members');
  expect(household.holds('how_many')).toBe(2);
  expect(household.pages).toContain('members[2]/age');
});

test('page after page counts one on, through each instance, and ends at the last', () => {
  const { form, state } = three();
  const all = pages(form, state);
  const places = all.map(({ path }) => progressAt(form, all, path));
  expect(places.map(({ page }) => page)).toEqual(all.map((_, at) => at + 1));
  expect(places.at(-1)?.pages).toBe(all.length);
});

test('a question sees the answers of its own instance, and from outside all of them', () => {
  const household = three();
  expect(household.pages).toContain('members[1]/job');
  expect(household.pages).not.toContain('members[2]/job');
  expect(household.holds('oldest')).toBe(70);
  expect(household.holds('names')).toBe('Amina, Bano, Dua');
  expect(household.holds('second')).toBe('Bano');
  expect([1, 2, 3].map((at) => household.holds(`members[${at}]/number`))).toEqual([1, 2, 3]);
});

test('one answer works out again only what depends on it in its own instance', () => {
  const household = three();
  household.answers('members[2]/age', 13);
  // Its own job and the oldest of all: not the jobs of the others.
  expect(household.state.recomputed).toBe(2);
});

test('those after an instance that is taken away move up, and all that counts them follows', () => {
  const household = three().removes('members', 1);
  expect(household.holds('members')).toBe(2);
  expect(household.holds('members[1]/name')).toBe('Bano');
  expect(household.holds('members[2]/name')).toBe('Dua');
  expect(household.holds('members[3]/name')).toBeUndefined();
  expect(household.holds('members[1]/number')).toBe(1);
  expect(household.holds('names')).toBe('Bano, Dua');
  expect(household.holds('second')).toBe('Dua');
  expect(household.pages).not.toContain('members[1]/job');
  expect(household.removes('members', 1).removes('members', 1).holds('how_many')).toBe(0);
  expect(household.pages).toEqual(['members']);
});

test('what does not apply is neither counted nor kept when the response is finalized', () => {
  const household = new Household([
    { type: 'text', name: 'has' },
    { ...(MEMBERS[0] as Row), relevant: "${has} = 'yes'" },
    { type: 'calculate', name: 'sum', calculation: 'sum(${age})' },
    { type: 'calculate', name: 'jobs', calculation: 'count-non-empty(${job})' },
  ]);
  household.answers('has', 'yes').answers('members[1]/age', 40).answers('members[1]/job', 'teacher');
  expect([household.holds('sum'), household.holds('jobs')]).toEqual([40, 1]);
  household.answers('members[1]/age', 12);
  expect(household.holds('jobs')).toBe(0);
  household.answers('has', 'no');
  expect(household.holds('sum')).toBe(0);
  expect(finalAnswers(household.form, household.state)).toEqual({ has: 'no', sum: 0, jobs: 0 });
});

const COUNTED: Row[] = [
  { type: 'integer', name: 'n' },
  {
    type: 'repeat',
    name: 'child',
    repeat_count: '${n}',
    children: [
      { type: 'text', name: 'toy', default: 'ball' },
      { type: 'text', name: 'of', default: "concat('child ', position(..))" },
      {
        type: 'repeat',
        name: 'meal',
        children: [
          { type: 'integer', name: 'eaten' },
          {
            type: 'calculate',
            name: 'of_whom',
            calculation: 'concat(position(../..), ${toy}, position(..))',
          },
        ],
      },
      { type: 'calculate', name: 'ate', calculation: 'sum(${eaten})' },
    ],
  },
  { type: 'calculate', name: 'all_eaten', calculation: 'sum(${eaten})' },
];

test('a number governs how often a repeat is asked; a smaller one takes nothing away', () => {
  const household = new Household(COUNTED);
  expect(household.holds('child')).toBeUndefined();
  household.answers('n', 2);
  expect(household.holds('child')).toBe(2);
  expect(household.holds('child[2]/toy')).toBe('ball');
  expect(household.holds('child[2]/of')).toBe('child 2');
  // A page with a card for each, and none to look through where there is one.
  expect(household.pages.at(-1)).toBe('child');
  expect(new Household(COUNTED).answers('n', 1).pages).not.toContain('child');
  expect(household.answers('n', 1).holds('child')).toBe(2);
  expect(household.answers('n', 3).holds('child')).toBe(3);
  expect(household.answers('n', 1e9).holds('child')).toBe(INSTANCES_MAX);
});

test('a document that claims a billion instances holds nobody up', () => {
  const { form } = new Household(COUNTED);
  const claimed = { child: 1e9, 'child[1]/meal': Number.POSITIVE_INFINITY };
  expect(form.extended?.instances.of(claimed, 'child[1]/meal').length).toBeLessThan(1e6);
  expect(form.extended?.instances.countAt(claimed, 'child')).toBeLessThan(1e6);
  // Corrections, versions beside each other and exports ask without a form.
  expect(instancesIn(claimed).length).toBeLessThan(1e6);
});

test('a repeat in a repeat knows its own and the outer instance', () => {
  const household = new Household(COUNTED).answers('n', 2).adds('child[2]/meal');
  household.answers('child[1]/meal[1]/eaten', 1);
  household.answers('child[2]/meal[1]/eaten', 2).answers('child[2]/meal[2]/eaten', 4);
  expect([household.holds('child[1]/ate'), household.holds('child[2]/ate')]).toEqual([1, 6]);
  expect(household.holds('all_eaten')).toBe(7);
  expect(household.holds('child[2]/meal[2]/of_whom')).toBe('2ball2');
  household.answers('child[2]/toy', 'kite');
  expect(household.holds('child[2]/meal[2]/of_whom')).toBe('2kite2');
  expect(household.holds('child[1]/meal[1]/of_whom')).toBe('1ball1');
  expect(household.removes('child[2]/meal', 1).holds('child[2]/meal[1]/eaten')).toBe(4);
  expect(household.holds('all_eaten')).toBe(5);
  // A number governs the children: none can be taken away.
  expect(household.removes('child', 1).holds('child')).toBe(2);
});

test('an instance may look at itself in the one before it: a running total', () => {
  const household = new Household([
    {
      type: 'repeat',
      name: 'sale',
      children: [
        { type: 'integer', name: 'price' },
        {
          type: 'calculate',
          name: 'total',
          calculation: '${price} + coalesce(indexed-repeat(${total}, ${sale}, position(..) - 1), 0)',
        },
      ],
    },
  ]);
  household.answers('sale[1]/price', 10).adds('sale').answers('sale[2]/price', 5).adds('sale');
  household.answers('sale[3]/price', 1);
  expect([1, 2, 3].map((at) => household.holds(`sale[${at}]/total`))).toEqual([10, 15, 16]);
  household.answers('sale[1]/price', 20);
  expect([1, 2, 3].map((at) => household.holds(`sale[${at}]/total`))).toEqual([20, 25, 26]);
});

test('paths with axes and predicates walk over instances', () => {
  const household = three();
  const added: Row[] = [
    { type: 'calculate', name: 'adults', calculation: 'count(/data/members[age >= 18])' },
    { type: 'calculate', name: 'child', calculation: '/data/members[age < 18][1]/name' },
    { type: 'calculate', name: 'last_name', calculation: '${members}[position() = last()]/name' },
    { type: 'calculate', name: 'found', calculation: '//name[. = "Dua"]/../age' },
    { type: 'calculate', name: 'all', calculation: 'count(/household/*/age | /data/members/name)' },
  ];
  const other = new Household([...MEMBERS, ...added]);
  other.state = openForm(other.form, household.state.answers, MORNING);
  expect(added.map(({ name }) => other.holds(name))).toEqual([2, 'Bano', 'Dua', '70', 6]);
  other.answers('members[2]/age', 30);
  expect(other.holds('adults')).toBe(3);
  expect(other.holds('child')).toBeUndefined();
});

test('the labels of an instance speak of that instance', () => {
  const household = three();
  const text = { en: 'How old is ${name}?' };
  expect(household.reads(text, 'en', 'members[2]/age')).toBe('How old is Bano?');
});

test('problems name the instance in which they are', () => {
  const household = new Household([
    {
      type: 'repeat',
      name: 'r',
      children: [{ type: 'integer', name: 'q', required: 'yes', constraint: '. < 9' }],
    },
  ]);
  household.adds('r').answers('r[1]/q', 10);
  expect(household.problems).toEqual(['r[1]/q constraint', 'r[2]/q required']);
});
