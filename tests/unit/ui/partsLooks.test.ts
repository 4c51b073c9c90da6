import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');
const styleSheets = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, rules: read(`src/ui/${file}`).replace(/\/\*[\s\S]*?\*\//g, '') }));

type Colours = Map<string, string>;

/** The custom properties of one block of tokens.css. */
function blockOf(selector: RegExp): Colours {
  const block = read('src/ui/tokens.css').match(new RegExp(`${selector.source}\\s*\\{([^}]*)\\}`))?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, relative luminance. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Text on ground, as the parts use them. */
const TEXT_PAIRS = [
  ...['paper', 'card', 'marigold-wash'].flatMap((ground) => [
    ['ink', ground],
    ['ink-soft', ground],
  ]),
  ...['paper', 'card'].flatMap((ground) => [
    ['leaf', ground],
    ['brick', ground],
    ['slate', ground],
  ]),
  // The page that she is at, in the list of pages, where an answer is missing.
  ['brick', 'marigold-wash'],
  ['on-ink', 'ink'],
  ['on-marigold', 'marigold'],
  ['on-leaf-wash', 'leaf-wash'],
  ['on-brick-wash', 'brick-wash'],
  ['on-slate-wash', 'slate-wash'],
  ['on-brick', 'brick'],
] as const;

const THEMES = {
  day: blockOf(/\[data-theme="day"\]/),
  sunlight: blockOf(/\[data-theme="sunlight"\]/),
  night: blockOf(/\[data-theme="night"\]/),
};

test.each(Object.entries(THEMES))('all text stands out 7 to 1 in the theme %s', (_name, colours) => {
  for (const [text = '', ground = ''] of TEXT_PAIRS) {
    const ratio = contrast(colours.get(text) ?? '#000000', colours.get(ground) ?? '#000000');
    expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(7);
  }
});

test.each(Object.entries(THEMES))('fields and focus stand out 3 to 1 in the theme %s', (_name, colours) => {
  for (const part of ['field-line', 'focus', 'slate']) {
    for (const ground of ['paper', 'card']) {
      const ratio = contrast(colours.get(part) ?? '#000000', colours.get(ground) ?? '#000000');
      expect(ratio, `${part} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  }
});

test('every theme says every colour', () => {
  const names = [...THEMES.day.keys()].sort();
  expect(names.length).toBeGreaterThan(20);
  for (const colours of Object.values(THEMES)) expect([...colours.keys()].sort()).toEqual(names);
});

test('no rule says left or right, so that Urdu turns every screen round', () => {
  const physical =
    /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:|text-align:\s*(?:left|right)|float:/;
  for (const { file, rules } of styleSheets) {
    // A media query asks about the screen, which has no direction of reading.
    const declarations = rules.replace(/@media[^{]*/g, '');
    expect(declarations.match(physical)?.[0]?.trim(), file).toBeUndefined();
  }
});

test('no colour is said outside of the tokens', () => {
  const literal =
    /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)\(|:\s*(?:white|black|red|green|blue|gray|grey)\b/i;
  for (const { file, rules } of styleSheets) {
    if (file !== 'tokens.css') expect(rules.match(literal)?.[0], file).toBeUndefined();
  }
});
