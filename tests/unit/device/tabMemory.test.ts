import { afterEach, expect, test, vi } from 'vitest';
import { browserTabMemory } from '../../../src/device/tabMemory.ts';

afterEach(() => vi.unstubAllGlobals());

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

test('what a tab remembers is there when it is loaded again, until it is forgotten', () => {
  vi.stubGlobal('sessionStorage', storage());
  browserTabMemory().set('who', 'amina');
  expect(browserTabMemory().get('who')).toBe('amina');
  browserTabMemory().set('who', undefined);
  expect(browserTabMemory().get('who')).toBeUndefined();
});

test('where the browser refuses to keep anything, it is remembered until the tab is loaded again', () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  const memory = browserTabMemory();
  memory.set('who', 'amina');
  expect(memory.get('who')).toBe('amina');
  memory.set('who', undefined);
  expect(memory.get('who')).toBeUndefined();
});
