import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KINDS } from '../../../src/domain/mobility/kinds.ts';
import { INTERFACE_ICONS } from '../../../src/ui/parts/iconNames.ts';
import { DIRECTIONAL } from '../../../src/ui/parts/icons.ts';

const sprite = readFileSync('src/ui/assets/icons.svg', 'utf8');
const drawn = [...sprite.matchAll(/<symbol id="([^"]+)"/g)].map(([, name]) => name);

test('every icon that a screen may name is in the sprite, and once', () => {
  for (const name of INTERFACE_ICONS) expect(drawn, name).toContain(name);
  expect(new Set(drawn).size).toBe(drawn.length);
});

test('every kind of place report has its picture', () => {
  for (const { name, icon } of KINDS) expect(drawn, name).toContain(icon);
});

test('what turns round in Urdu is an icon', () => {
  for (const name of DIRECTIONAL) expect(drawn).toContain(name);
});

test('the sprite carries nothing that runs or calls out', () => {
  expect(sprite).not.toMatch(
    /<script|\son\w+=|https?:(?!\/\/www\.w3\.org\/2000\/svg)|<style|<image|<foreignObject/i,
  );
});

test('the letters of every sentence are in the fonts that are sent along', () => {
  const script = readFileSync('src/ui/assets/fonts.mjs', 'utf8');
  const listed = new Set([...script].filter((letter) => letter > '~'));
  const holds = (letter: string): boolean =>
    letter <= '~' || (letter >= '\u00a0' && letter <= '\u00ff') || listed.has(letter);
  for (const language of ['en', 'ur', 'es']) {
    for (const file of readdirSync(`locales/${language}`)) {
      // Formulas are read at the desk, on a computer that has Greek letters of its own.
      if (file === 'desk.json') continue;
      const words = readFileSync(`locales/${language}/${file}`, 'utf8').normalize('NFC');
      // Marks of direction have no shape.
      const missing = [...words].filter(
        (letter) => !/[\u200e\u200f\u2066-\u2069\n]/.test(letter) && !holds(letter),
      );
      expect([...new Set(missing)], `${language}/${file}`).toEqual([]);
    }
  }
});
