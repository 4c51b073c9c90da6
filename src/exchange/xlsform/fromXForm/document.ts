import { attributesOf, scanXml } from '../scanXml.ts';

/** An element of an XForm; names come without their prefix, attributes with it. */
export interface XElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (XElement | string)[];
}

/** The tree of a document; undefined if it has no element, or is broken: half a form or record is none. */
export function parseXml(xml: string): XElement | undefined {
  const top: XElement = { name: '', attributes: new Map(), children: [] };
  const open = [top];
  let isNested = true;
  const brokenAt = scanXml(xml, {
    open: (name, attributes) => {
      const element: XElement = { name, attributes: attributesOf(attributes), children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close: (name) => {
      isNested &&= open.length > 1 && open.pop()?.name === name;
    },
    text: (text) => open.at(-1)?.children.push(text),
  });
  return brokenAt === undefined && isNested && open.length === 1 ? elementsIn(top)[0] : undefined;
}

export const elementsIn = ({ children }: XElement): XElement[] =>
  children.filter((child) => typeof child !== 'string');

export const childrenNamed = (element: XElement, ...names: readonly string[]): XElement[] =>
  elementsIn(element).filter(({ name }) => names.includes(name));

export const childNamed = (element: XElement | undefined, name: string): XElement | undefined =>
  element === undefined ? undefined : childrenNamed(element, name)[0];

/** Text of an element, without that of elements in it. */
export const textIn = (element: XElement): string =>
  element.children.filter((child) => typeof child === 'string').join('');

export const attribute = ({ attributes }: XElement, name: string): string | undefined => attributes.get(name);
