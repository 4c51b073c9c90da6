/** An XML document as values, written out at the end: no strings are glued. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
export type Node = Element | string;

export const element = (
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly Node[] = [],
): Element => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  ),
  children: children.filter((child) => child !== ''),
});

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
const escapeAttribute = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Writes a document, each element on a line of its own unless text stands beside it. */
export const writeXml = (root: Element, head = '<?xml version="1.0"?>'): string =>
  `${head}\n${write(root, '')}\n`;

function write({ name, attributes, children }: Element, indent: string): string {
  const start = `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join('')}`;
  if (children.length === 0) return `${indent}${start}/>`;
  const isMixed = children.some((child) => typeof child === 'string');
  const inner = children.map((child) =>
    typeof child === 'string' ? escapeText(child) : write(child, isMixed ? '' : `${indent}  `),
  );
  // A space at both ends of text beside elements, as pyxform writes it: readers drop it, comparisons need it.
  const pad = isMixed && children.length > 1 ? ' ' : '';
  return isMixed
    ? `${indent}${start}>${pad}${inner.join('')}${pad}</${name}>`
    : `${indent}${start}>\n${inner.join('\n')}\n${indent}</${name}>`;
}
