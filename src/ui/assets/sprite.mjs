import { readFileSync, writeFileSync } from 'node:fs';
import { BADGES, DRAWINGS } from './drawings.mjs';
import { PICTURES } from './pictures.mjs';

/** Makes `src/ui/assets/icons.svg`: lucide's strokes for the interface, filled pictures as `kind-...`. */
const root = new URL('../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** Of temaki, maki and the drawings; a few of temaki's are drawn larger. */
const GRID = 15;

/** What lies inside the outermost element of an SVG file. */
const inside = (svg) =>
  svg
    .replace(/<\?xml[^>]*>|<!--[\s\S]*?-->/g, '')
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/ \/>/g, '/>')
    .trim();

function names() {
  const list = read('src/ui/parts/iconNames.ts').match(/INTERFACE_ICONS = \[([\s\S]*?)\]/)?.[1] ?? '';
  return [...list.matchAll(/'([a-z0-9-]+)'/g)].map((match) => match[1]);
}

const stroke = (name) =>
  `<symbol id="${name}" viewBox="0 0 24 24">${inside(read(`node_modules/lucide-static/icons/${name}.svg`))}</symbol>`;

function picture(source) {
  const [set, name] = source.includes(':') ? source.split(':') : ['temaki', source];
  if (set === 'own') return DRAWINGS[name].replace(/\{([^}]+)\}/g, (_, inner) => picture(inner));
  const folder = set === 'maki' ? '@mapbox/maki' : '@rapideditor/temaki';
  const svg = read(`node_modules/${folder}/icons/${name}.svg`);
  const drawn = inside(svg);
  const side = Number(svg.match(/viewBox="0 0 (\d+) \d+"/)?.[1] ?? GRID);
  return side === GRID ? drawn : `<g transform="scale(${GRID / side})">${drawn}</g>`;
}

/**
 * The badge stands in a gap of the ground's colour (`--icon-ground`, which comes in from where the icon is used), since
 * a mask cannot be named from another file. Without one the picture has the whole room to itself.
 */
function filled(name, [source, badge]) {
  const drawn = picture(source);
  if (badge === undefined) return `<symbol id="kind-${name}" viewBox="0 0 15 15">${drawn}</symbol>`;
  const sign = `<path fill-rule="evenodd" d="${BADGES[badge]}"/>`;
  return `<symbol id="kind-${name}" viewBox="0 0 18 18"><g transform="translate(.6 .6)">${drawn}</g><g transform="translate(14.2 14.2)"><circle r="4.6" fill="var(--icon-ground, #fff)"/>${sign}</g></symbol>`;
}

const symbols = [...names().map(stroke), ...Object.entries(PICTURES).map(([name, of]) => filled(name, of))];
const note =
  '<!-- Made by src/ui/assets/sprite.mjs. lucide (ISC), temaki and maki (CC0), own drawings (Apache-2.0): see LICENCES.txt -->';
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${note}\n${symbols.join('\n')}\n</svg>\n`;
writeFileSync(new URL('src/ui/assets/icons.svg', root), sprite);
console.log(`${symbols.length} icons, ${sprite.length} bytes`);
