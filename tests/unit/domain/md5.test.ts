import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { md5, md5Hex } from '../../../src/domain/md5.ts';

const nodes = (data: string | Uint8Array): string => createHash('md5').update(data).digest('hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('any bytes, wherever they lie in their buffer, get the MD5 that Node gives them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (bytes, offset) => {
      const moved = new Uint8Array(bytes.length + offset);
      moved.set(bytes, offset);
      expect(hex(md5(moved.subarray(offset)))).toBe(nodes(bytes));
    }),
  );
});

test('any text gets the MD5 of its UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(md5Hex(text)).toBe(nodes(text));
    }),
  );
  // Halves of emoji that stand alone included.
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const text = String.fromCharCode(...units);
      expect(md5Hex(text)).toBe(nodes(text));
    }),
  );
  expect(md5Hex('دستک ✓ 100 % 😀')).toBe(nodes('دستک ✓ 100 % 😀'));
});

test('a photo of 480 KB gets its MD5 too', () => {
  const photo = Uint8Array.from({ length: 480 * 1024 }, (_, index) => (index * 7919) % 251);
  expect(hex(md5(photo))).toBe(nodes(photo));
});
