import type { TreeNode } from '../../src/domain/logic/extended/tree.ts';

interface Growing extends TreeNode {
  readonly children: Growing[];
  readonly attributes: Growing[];
}

/** One piece of markup, or the text before the next. */
const PIECE =
  /<!--([\s\S]*?)-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?([\w-]+)\s*([\s\S]*?)\?>|<![^>]*>|<\/[^>]*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const plain = (text: string): string =>
  text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The tree of an XML document, as far as the corpus needs it: no DTD; a name is what is written. */
export function treeOf(xml: string): TreeNode {
  const top = node('top', '', undefined);
  let here = top;
  for (const [piece, comment, cdata, target, instruction, name, attributes, closed, text] of xml.matchAll(
    PIECE,
  )) {
    if (comment !== undefined) add(here, 'comment', '', comment);
    else if (target !== undefined) add(here, 'processing-instruction', target, instruction ?? '');
    else if (cdata !== undefined) add(here, 'text', '', cdata);
    else if (text !== undefined && here !== top) add(here, 'text', '', plain(text));
    else if (name !== undefined) {
      const element = opened(here, name, attributes ?? '');
      if (closed === '') here = element;
    } else if (piece.startsWith('</')) here = here.parent as Growing;
  }
  return top;
}

function opened(parent: Growing, written: string, attributes: string): Growing {
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => ({
    name,
    value: plain(double ?? single ?? ''),
  }));
  const element = node('element', written, parent);
  parent.children.push(element);
  for (const { name, value } of pairs) {
    if (!/^xmlns(:|$)/.test(name)) element.attributes.push(node('attribute', name, element, value));
  }
  return element;
}

function add(parent: Growing, kind: TreeNode['kind'], name: string, text: string): void {
  const before = parent.children.at(-1);
  // Text and CDATA side by side are one node (XPath 1.0, section 5.7).
  const isJoined = kind === 'text' && before?.kind === 'text';
  if (isJoined) parent.children.pop();
  parent.children.push(node(kind, name, parent, isJoined ? before.text() + text : text));
}

const node = (kind: TreeNode['kind'], name: string, parent: Growing | undefined, own?: string): Growing => {
  const children: Growing[] = [];
  const text = (): string =>
    own ??
    children
      .filter((child) => child.kind === 'element' || child.kind === 'text')
      .map((child) => child.text())
      .join('');
  return { kind, name, parent, children, attributes: [], text };
};
