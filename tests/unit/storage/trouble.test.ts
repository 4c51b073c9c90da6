import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { openCampaignStore, StorageTrouble } from '../../../src/storage/index.ts';
import { isLostConnection, writeTrouble } from '../../../src/storage/trouble.ts';
import { aDraft } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';

test('a full disk is known by what the aborted transaction wraps', () => {
  const inner = new DOMException('Encountered full disk', 'QuotaExceededError');
  expect(writeTrouble(new Dexie.AbortError('Transaction aborted', inner))).toMatchObject({
    why: 'storage-full',
  });
});

test.each([
  ['InvalidStateError', 'Attempt to get a record from database without an in-progress transaction'],
  ['UnknownError', 'Connection to Indexed Database server lost. Refresh the page to try again'],
  ['AbortError', 'Failed: the database connection is closing.'],
])('WebKit’s lost connection is known by %s: %s', (name, message) => {
  expect(isLostConnection(new DOMException(message, name))).toBe(true);
  expect(isLostConnection(new Dexie.AbortError('x', new DOMException(message, name)))).toBe(true);
});

test('a constraint is no lost connection', () => {
  expect(isLostConnection(new DOMException('Key already exists', 'ConstraintError'))).toBe(false);
});

test('our own bug is not dressed up as trouble with the phone', async () => {
  expect(writeTrouble(new TypeError('x is undefined'))).toBeInstanceOf(TypeError);
  const amina = openCampaignStore('0123456789ab', newDisk());
  const unclonable = { ...aDraft('one'), answers: { heard: (() => undefined) as unknown as string } };
  const error = await amina.drafts.save(unclonable).catch((thrown) => thrown);
  expect(error).not.toBeInstanceOf(StorageTrouble);
});
