import { expect, test } from 'vitest';
import { draftHolder } from '../../../src/app/draftHolder.ts';
import { pageLocks } from '../../../src/device/locks.ts';

test('a lock that could not be had once keeps nobody waiting', async () => {
  const locks = pageLocks();
  const { hold } = locks;
  let tries = 0;
  locks.hold = async (name) => {
    tries += 1;
    if (tries === 1) throw new DOMException('not fully active', 'InvalidStateError');
    return hold(name);
  };
  const holder = draftHolder(locks);
  await expect(holder.hold('one')).rejects.toThrow('not fully active');
  expect(await holder.hold('one')).toBeTypeOf('function');
});

test('letting go twice leaves the draft to whoever took it in between', async () => {
  const locks = pageLocks();
  const [here, there] = [draftHolder(locks), draftHolder(locks)];
  const letGo = await here.hold('one');
  letGo?.();
  expect(await there.hold('one')).toBeTypeOf('function');
  letGo?.();
  expect(await here.hold('one')).toBeUndefined();
});
