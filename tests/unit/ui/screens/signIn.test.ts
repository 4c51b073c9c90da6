import { expect, test } from 'vitest';
import { FIELD, fieldOf, missingFields } from '../../../../src/ui/screens/signIn/problems.ts';

const filled = { url: 'http://127.0.0.1:8080/db/demo', name: 'amina', password: 'kv5v' };

test('what is missing is listed in the order of the page', () => {
  expect(missingFields({ ...filled, name: '  ', password: '' }).map(({ id }) => id)).toEqual([
    FIELD.name,
    FIELD.password,
  ]);
  expect(missingFields(filled)).toEqual([]);
});

test('a password of blanks is a password', () => {
  expect(missingFields({ ...filled, password: '  ' })).toEqual([]);
});

test('a trouble with nothing that was typed blames no field', () => {
  expect(fieldOf('unreachable')).toBeUndefined();
  expect(fieldOf('locked-out')).toBeUndefined();
  // The server does not say which of the two it was.
  expect(fieldOf('wrong-password')).toBeUndefined();
});

test('a trouble leads to the field where it can be mended', () => {
  expect(fieldOf('no-database')).toBe(FIELD.url);
  expect(fieldOf('url-invalid')).toBe(FIELD.url);
});
