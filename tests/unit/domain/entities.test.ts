// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import type { ResponseDocument } from '../../../src/domain/document.ts';
import { entityActions, entityDocuments, entityTroubles } from '../../../src/domain/entities/actions.ts';
import { type EntityEvent, foldEntity } from '../../../src/domain/entities/fold.ts';
import { entityTable } from '../../../src/domain/entities/table.ts';
import type { Entity, FormDefinition, Row } from '../../../src/domain/form/definition.ts';
import { openForm } from '../../../src/domain/form/state.ts';
import { compiled, formOf, MORNING } from './form.scenario.ts';

const TREE = '7b6f1a02-5f4e-4c52-9e0f-0a1b2c3d4e5f';
const trees = (entity: Partial<Entity>, survey: Row[] = []): FormDefinition =>
  formOf(
    [
      { type: 'text', name: 'tree' },
      { type: 'select_one', name: 'species', list_name: 'kinds', save_to: 'species' },
      { type: 'integer', name: 'height', save_to: 'height' },
      { type: 'geopoint', name: 'place', save_to: 'geometry', relevant: "${species} != ''" },
      ...survey,
    ],
    { kinds: [{ name: 'oak', label: { en: 'Oak' } }] },
    { entities: [{ list_name: 'trees', ...entity }] },
  );

const actionsOf = (definition: FormDefinition, answers: Answers, response = 'response:1') => {
  const form = compiled(definition);
  expect(entityTroubles(form)).toEqual([]);
  return entityActions(form, openForm(form, answers, MORNING), response);
};

test('without an id a response makes a thing of its own, the same each time it is corrected', () => {
  const form = trees({ label: "concat(${species}, ' of ', ${height})" });
  const [made] = actionsOf(form, { species: 'oak', height: 12 });
  expect(made).toEqual({
    list: 'trees',
    entity: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
    action: 'create',
    label: 'oak of 12',
    properties: { species: 'oak', height: '12' },
  });
  const [again] = actionsOf(form, { species: 'oak', height: 13 });
  expect(again?.entity).toBe(made?.entity);
  expect(actionsOf(form, {}, 'response:2')[0]?.entity).not.toBe(made?.entity);
});

test('places are saved as ODK writes them', () => {
  const place = { lat: 1, lon: 2, method: 'pin' as const };
  expect(actionsOf(trees({ label: "'x'" }), { species: 'oak', place })[0]?.properties).toEqual({
    species: 'oak',
    geometry: '1 2 0 0',
  });
});

test('with an id a thing is changed: an open question empties its property, one that does not apply leaves it', () => {
  expect(actionsOf(trees({ entity_id: '${tree}' }), { tree: TREE })).toEqual([
    { list: 'trees', entity: TREE, action: 'update', properties: { species: '', height: '' } },
  ]);
  expect(actionsOf(trees({ entity_id: '${tree}' }), {})).toEqual([]);
});

test.each([
  ['create_if alone, true', { create_if: '${height} > 5', label: "'x'" }, 'create'],
  ['create_if alone, false', { create_if: '${height} > 50', label: "'x'" }, undefined],
  ['update_if, true', { entity_id: '${tree}', update_if: '${height} > 5' }, 'update'],
  ['update_if, false', { entity_id: '${tree}', update_if: '${height} > 50' }, undefined],
  ['both, the first holds', { entity_id: '${tree}', create_if: 'true()', update_if: 'false()' }, 'create'],
  ['both, the second holds', { entity_id: '${tree}', create_if: 'false()', update_if: 'true()' }, 'update'],
] as const)('whether it is made or changed: %s', (_case, entity, action) => {
  expect(actionsOf(trees(entity), { tree: TREE, height: 10 })[0]?.action).toBe(action);
});

test('each instance of a repeat is a thing', () => {
  const form = formOf(
    [
      { type: 'text', name: 'street' },
      {
        type: 'repeat',
        name: 'member',
        children: [
          { type: 'text', name: 'name', save_to: 'people#full_name' },
          { type: 'text', name: 'other' },
        ],
      },
    ],
    {},
    {
      entities: [
        { list_name: 'people', label: "concat(${name}, ', ', ${street})" },
        { list_name: 'streets', label: '${street}' },
      ],
    },
  );
  const answers = { street: 'Mill Road', member: 2, 'member[1]/name': 'Sana', 'member[2]/name': 'Ali' };
  const actions = actionsOf(form, answers);
  expect(actions.map(({ list, label, properties }) => ({ list, label, properties }))).toEqual([
    { list: 'people', label: 'Sana, Mill Road', properties: { full_name: 'Sana' } },
    { list: 'people', label: 'Ali, Mill Road', properties: { full_name: 'Ali' } },
    { list: 'streets', label: 'Mill Road', properties: {} },
  ]);
  expect(new Set(actions.map(({ entity }) => entity)).size).toBe(3);
});

test('every expression of a list that cannot be worked out is told with its column', () => {
  const form = compiled(trees({ label: 'concat(${nobody})', create_if: '1 +', update_if: 'true()' }));
  expect(entityTroubles(form).map(({ words }) => words)).toMatchObject([
    { row: 'entities/trees', column: 'label', found: 'nobody' },
    { row: 'entities/trees', column: 'create_if', problem: 'expression-syntax' },
  ]);
});

const response = (collector: string): ResponseDocument => ({
  type: 'response',
  schema: 1,
  campaign: 'demo',
  form: 'trees',
  formVersion: 'form:trees:0',
  subject: 'survey',
  round: null,
  collector,
  device: 'phone-1',
  language: 'en',
  answers: {},
  trail: { startedAt: '', finalizedAt: '2026-03-04T10:00:00Z', activeMs: 0, answersChanged: 0 },
  corrections: 0,
});

/** What one response says about the tree, by somebody who knows some events. */
const says = (
  n: number,
  properties: Record<string, string>,
  known: readonly EntityEvent[],
  by = 'amina',
): EntityEvent => {
  const action = known.length === 0 ? 'create' : 'update';
  const actions = [{ list: 'trees', entity: TREE, action, label: `tree ${n}`, properties } as const];
  const [made] = entityDocuments(`response:${n}`, response(by), actions, known);
  if (made === undefined) throw new Error('nothing was said');
  return made;
};

test('two phones that change one thing lose nothing: both stand, and what they said differently is shown', () => {
  const made = says(1, { height: '12', species: 'oak' }, []);
  const amina = says(2, { height: '13', species: 'oak' }, [made], 'amina');
  const diego = says(3, { height: '14', girth: '80' }, [made], 'diego');
  const tree = foldEntity([diego, made, amina]);
  expect(tree).toMatchObject({
    version: 3,
    properties: { height: '14', girth: '80', species: 'oak' },
    conflicts: [
      {
        property: 'height',
        said: [
          { value: '13', collector: 'amina' },
          { value: '14', collector: 'diego' },
        ],
      },
      {
        property: 'label',
        said: [
          { value: 'tree 2', collector: 'amina' },
          { value: 'tree 3', collector: 'diego' },
        ],
      },
    ],
  });
  const settled = foldEntity([diego, made, amina, says(4, { height: '15' }, [made, amina, diego])]);
  expect(settled).toMatchObject({ conflicts: [], properties: { height: '15', girth: '80' } });
});

test('the same words of two phones are no conflict', () => {
  const made = says(1, { height: '12' }, []);
  const [one, other] = [says(2, { height: '13' }, [made]), says(3, { height: '13' }, [made])];
  expect(foldEntity([made, one, other])?.conflicts.map(({ property }) => property)).toEqual(['label']);
});

test('a correction stays where its response stood, and takes back what it no longer says', () => {
  const made = says(1, { height: '12' }, []);
  const later = says(2, { height: '20' }, [made]);
  const corrected = says(1, { height: '11', girth: '9' }, [made, later]);
  expect(foldEntity([corrected, later])?.properties).toEqual({ height: '20', girth: '9' });
  const [gone] = entityDocuments('response:1', response('amina'), [], [made, later]);
  expect(gone).toMatchObject({ id: made.id, body: { action: 'none', properties: {} } });
  const taken = foldEntity([gone as EntityEvent, later]);
  expect(taken).toMatchObject({ isMade: false, properties: { height: '20' } });
  expect(entityTable(taken === undefined ? [] : [taken])).toEqual([]);
});

/** A town of phones: each writer has seen some of what was said. */
const town = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom('height', 'girth'), fc.nat({ max: 3 })), {
    minLength: 1,
    maxLength: 9,
  })
  .map((moves) => {
    const events: EntityEvent[] = [];
    moves.forEach(([seen, property, value], n) => {
      const known = events.filter((_, at) => ((seen >> at) & 1) === 1);
      events.push(says(n, { [property]: String(value) }, known, `c${n % 3}`));
    });
    return events;
  });

test('a thing is the same in whatever order its events arrive, and each of them counts', () => {
  fc.assert(
    fc.property(town, fc.infiniteStream(fc.nat()), (events, chance) => {
      const shuffled = [...events].sort(() => ((chance.next().value ?? 0) % 3) - 1);
      expect(foldEntity(shuffled)).toEqual(foldEntity(events));
      expect(foldEntity(events)?.version).toBe(events.length);
    }),
  );
});

test('whoever has seen everything ends every conflict about what she says', () => {
  fc.assert(
    fc.property(town, (events) => {
      const last = says(99, { height: '7', girth: '8' }, events);
      const tree = foldEntity([...events, last]);
      expect(tree).toMatchObject({
        conflicts: [],
        heads: [last.id],
        properties: { height: '7', girth: '8' },
      });
    }),
  );
});

test('events that name each other in a circle, or what is not here, are folded all the same', () => {
  const [one, other] = [says(1, { height: '1' }, []), says(2, { height: '2' }, [])];
  const circle = [
    { ...one, body: { ...one.body, base: [other.id, 'entity:trees:nowhere'] } },
    { ...other, body: { ...other.body, base: [one.id] } },
  ];
  expect(foldEntity(circle)?.version).toBe(2);
  expect(foldEntity(circle)).toEqual(foldEntity(circle.toReversed()));
});
