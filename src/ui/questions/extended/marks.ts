/** A piece of a form's words, and how it is set off. */
export type Mark =
  | string
  | { as: 'bold' | 'italic' | 'underlined' | 'heading' | 'block'; inner: Mark[] }
  | { as: 'coloured'; colour: string; inner: Mark[] }
  | { as: 'link'; address: string; inner: Mark[] }
  | { as: 'break' };

const TAGS: Readonly<Record<string, 'bold' | 'italic' | 'underlined' | 'heading' | 'block'>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underlined',
  p: 'block',
  div: 'block',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
};

const TOKEN = new RegExp(
  [
    String.raw`\\(?<literal>[\\*_#])`,
    String.raw`<br\s*/?>(?<br>)`,
    String.raw`<(?<tag>b|strong|i|em|u|p|div|h[1-6]|span|font)(?<attributes>\s[^<>]*)?>(?<body>[^]*?)</\k<tag>\s*>`,
    String.raw`\[(?<text>[^\]\n]+)\]\((?<address>[^()\s]+)\)`,
    String.raw`(?<!\w)(?<two>\*\*|__)(?=\S)(?<bold>[^\n]+?)(?<=\S)\k<two>(?!\w)`,
    // A name with_underscores_in_it and 2*3*4 are none.
    String.raw`(?<![\p{L}\p{N}*_])(?<one>[*_])(?=[^\s*_])(?<italic>[^\n]+?)(?<=[^\s*_])\k<one>(?![\p{L}\p{N}*_])`,
    String.raw`^#{1,6}[ \t]+(?<heading>[^\n]+)$\n?`,
  ].join('|'),
  'gimu',
);

/** Tags within tags within tags: more of them are nobody's style. */
const DEPTH_MAX = 8;
/** Looking for the ends of tags takes the square of it. */
const LETTERS_MAX = 10_000;

/**
 * The marks of Markdown and HTML that ODK documents for labels, hints and choices
 * (https://docs.getodk.org/form-styling/): headings, bold, italics, links, line breaks, colours, and the escape of a
 * mark by a backslash. What it does not know stays as it is written.
 */
export function marksIn(text: string, depth = 0): Mark[] {
  if (depth === DEPTH_MAX || text.length > LETTERS_MAX) return [text];
  const marks: Mark[] = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > end) marks.push(text.slice(end, found.index));
    marks.push(...markOf(found.groups ?? {}, depth + 1));
    end = found.index + found[0].length;
  }
  if (end < text.length) marks.push(text.slice(end));
  return marks;
}

/** The words alone, in one line. The address of a link is not read out. */
export const plainWords = (text: string): string => lineOf(marksIn(text)).replace(/\s+/g, ' ').trim();

const lineOf = (marks: readonly Mark[]): string =>
  marks
    .map((mark) => {
      if (typeof mark === 'string') return mark;
      if (mark.as === 'break') return ' ';
      const inner = lineOf(mark.inner);
      return mark.as === 'heading' || mark.as === 'block' ? ` ${inner} ` : inner;
    })
    .join('');

type Groups = Readonly<Record<string, string | undefined>>;

function markOf(groups: Groups, depth: number): Mark[] {
  const { literal, br, tag, attributes, body, text, address, bold, italic, heading } = groups;
  if (literal !== undefined) return [literal];
  if (br !== undefined) return [{ as: 'break' }];
  if (text !== undefined) return [{ as: 'link', address: address ?? '', inner: marksIn(text, depth) }];
  if (bold !== undefined) return [{ as: 'bold', inner: marksIn(bold, depth) }];
  if (italic !== undefined) return [{ as: 'italic', inner: marksIn(italic, depth) }];
  if (heading !== undefined) return [{ as: 'heading', inner: marksIn(heading, depth) }];
  const inner = marksIn(body ?? '', depth);
  const as = TAGS[tag?.toLowerCase() ?? ''];
  if (as !== undefined) return [{ as, inner }];
  const colour = /\bcolor\s*[:=]\s*["']?\s*(#[0-9a-f]{3,8}\b|[a-z]+)/i.exec(attributes ?? '')?.[1];
  return colour === undefined ? inner : [{ as: 'coloured', colour, inner }];
}
