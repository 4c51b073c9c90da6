import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserDrawn } from '../../../src/device/drawn.ts';

const page = new EventTarget() as EventTarget & { visibilityState: string };
let frames: FrameRequestCallback[] = [];

beforeEach(() => {
  frames = [];
  page.visibilityState = 'visible';
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Whether it has resolved, as far as nothing but promises is waited for. */
function asked(): () => Promise<boolean> {
  let isOver = false;
  void browserDrawn().then(() => {
    isOver = true;
  });
  const look = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    return isOver;
  };
  return look;
}

test('a frame is over in the turn after its own, in which it is painted', async () => {
  const isOver = asked();
  expect(await isOver()).toBe(false);
  for (const frame of frames) frame(0);
  expect(await isOver()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(await isOver()).toBe(true);
});

test('a page that nobody sees, or that she leaves, has nothing to wait for: it may end', async () => {
  const leaves = asked();
  expect(await leaves()).toBe(false);
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(await leaves()).toBe(true);
  expect(await asked()()).toBe(true);
});

test('a page that is covered, and so draws nothing, waits a sixth of a second at most', async () => {
  const isOver = asked();
  vi.advanceTimersByTime(100);
  expect(await isOver()).toBe(false);
  vi.advanceTimersByTime(67);
  expect(await isOver()).toBe(true);
});
