import { expect, test } from 'vitest';
import type { Counts } from '../../../../src/app/index.ts';
import {
  firstReceiveStep,
  missingKeys,
  needsInstallFirst,
  storageWarning,
} from '../../../../src/ui/screens/home/steps.ts';
import { idle } from '../../../support/idle.ts';

const at = '2026-03-01T09:00:00+05:00';
const nothing: Counts = { phone: 0, received: 0, attention: 0, drafts: 0, unread: 0 };
const iphone = { canPrompt: false, needsHomeScreen: true, isStandalone: false };
const android = { canPrompt: true, needsHomeScreen: false, isStandalone: false };

test('the first receive is under way until the server has answered, also before it has begun', () => {
  expect(firstReceiveStep(undefined)).toBe('receiving');
  expect(firstReceiveStep(idle)).toBe('receiving');
  expect(firstReceiveStep({ ...idle, phase: 'receiving', done: 1, total: 4 })).toBe('receiving');
});

test('a first receive that failed says so instead of turning for ever', () => {
  expect(firstReceiveStep({ ...idle, trouble: { ok: false, why: 'unreachable', at } })).toBe('stopped');
});

test('a server that answered without a campaign is no trouble of the network', () => {
  expect(firstReceiveStep({ ...idle, lastSuccessAt: at })).toBe('nothing');
});

test('names everything that keeps amina from leaving', () => {
  expect(missingKeys({ isReady: false, missing: ['forms', 'app'] })).toEqual([
    'collector:home.missing.forms',
    'collector:home.missing.app',
  ]);
  expect(missingKeys({ isReady: true, missing: [] })).toEqual([]);
});

test('an iPhone outside the home screen is warned before anything is on it', () => {
  expect(storageWarning(true, undefined, 0)).toBe('ios');
});

test('an unprotected storage is worth a warning once something is in it', () => {
  expect(storageWarning(false, { isPersisted: false }, 0)).toBeNull();
  expect(storageWarning(false, { isPersisted: false }, 1)).toBe('unprotected');
  expect(storageWarning(false, { isPersisted: true }, 1)).toBeNull();
  expect(storageWarning(false, { isPersisted: null }, 1)).toBeNull();
});

test('the way to the home screen comes before the first survey of an iPhone only', () => {
  expect(needsInstallFirst(iphone, nothing)).toBe(true);
  expect(needsInstallFirst(android, nothing)).toBe(false);
  expect(needsInstallFirst(iphone, { ...nothing, drafts: 1 })).toBe(false);
});

test('what diego collected on another phone does not count as begun on this one', () => {
  expect(needsInstallFirst(iphone, { ...nothing, received: 12 })).toBe(true);
});
