import { expect, test } from 'vitest';
import { KINDS, kindOf, kindsOf, MODES, osmTags, VALENCES } from '../../../src/domain/mobility/kinds.ts';

const kind = (name: string) => {
  const found = kindOf(name);
  if (found === undefined) throw new Error(`no kind ${name}`);
  return found;
};

test('there are kinds for every mode and valence, and never more than eight on one screen', () => {
  for (const mode of MODES) {
    for (const valence of VALENCES) {
      expect(kindsOf(mode, valence).length, `${mode} ${valence}`).toBeGreaterThanOrEqual(2);
      expect(kindsOf(mode, valence).length, `${mode} ${valence}`).toBeLessThanOrEqual(8);
    }
  }
});

test('every kind has a name and an icon of its own', () => {
  expect(new Set(KINDS.map(({ name }) => name)).size).toBe(KINDS.length);
  expect(new Set(KINDS.map(({ icon }) => icon)).size).toBe(KINDS.length);
  for (const { name, icon } of KINDS) expect(icon).toBe(`kind-${name.replaceAll('_', '-')}`);
});

test('only problems are rated', () => {
  expect(KINDS.filter(({ rated, valence }) => rated && valence !== 'problem')).toEqual([]);
  expect(kind('no_sidewalk').rated).toBe(false);
  expect(kind('broken_surface').rated).toBe(true);
});

test('a side is tagged only when somebody told it', () => {
  expect(osmTags(kind('no_sidewalk'), 'left')).toEqual({ 'sidewalk:left': 'no' });
  expect(osmTags(kind('no_sidewalk'), 'both')).toEqual({ 'sidewalk:both': 'no' });
  expect(osmTags(kind('no_sidewalk'), 'na')).toEqual({});
  expect(osmTags(kind('no_sidewalk'))).toEqual({});
});

test('severity of a broken surface becomes its smoothness', () => {
  expect(osmTags(kind('broken_surface'), 'left', 3)).toEqual({ smoothness: 'horrible' });
  expect(osmTags(kind('broken_surface'))).toEqual({});
});

test('what passes is no map data: a parked car, a crowd, a fear', () => {
  for (const name of ['obstacle', 'blocked_lane', 'crowded', 'harassment_fear', 'stop_unsafe']) {
    expect(osmTags(kind(name), 'left', 3)).toEqual({});
  }
});
