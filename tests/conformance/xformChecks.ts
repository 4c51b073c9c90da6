import { DOMParser } from '@xmldom/xmldom';
import { useNamespaces as selectWith } from 'xpath';

/** What a case expects of an XForm; `match` is exactly one node. */
export interface Expected {
  readonly xml__contains?: readonly string[];
  readonly xml__excludes?: readonly string[];
  readonly model__contains?: readonly string[];
  readonly model__excludes?: readonly string[];
  readonly instance__contains?: readonly string[];
  readonly instance__excludes?: readonly string[];
  readonly itext__contains?: readonly string[];
  readonly itext__excludes?: readonly string[];
  readonly xml__xpath_match?: readonly string[];
  readonly xml__xpath_count?: readonly (readonly [string, number])[];
  readonly xml__xpath_exact?: readonly (readonly [string, readonly string[]])[];
}

const PARTS = ['xml', 'model', 'instance', 'itext'] as const;

/** The expectations that an XForm does not meet, each as a line. */
export function unmetXForm(xml: string, expect: Expected): string[] {
  return [...unmetTexts(xml, expect), ...unmetPaths(xml, expect)];
}

function unmetTexts(xml: string, expect: Expected): string[] {
  const unmet: string[] = [];
  for (const part of PARTS) {
    // A part carries the namespaces of the whole.
    const text = plain(
      part === 'xml' ? xml : `${partOf(xml, part)} ${xml.match(/xmlns[:\w]*="[^"]*"/g)?.join(' ')}`,
    );
    for (const one of expect[`${part}__contains`] ?? [])
      if (!text.includes(plain(one))) unmet.push(`${part} contains ${one}`);
    for (const one of expect[`${part}__excludes`] ?? [])
      if (text.includes(plain(one))) unmet.push(`${part} excludes ${one}`);
  }
  return unmet;
}

/** The first element of a name, with its tags. */
function partOf(xml: string, name: string): string {
  const from = xml.search(new RegExp(`<${name}[\\s>]`));
  const end = `</${name}>`;
  const to = xml.indexOf(end, from);
  return from < 0 ? '' : xml.slice(from, to < 0 ? undefined : to + end.length);
}

/** The same XML whatever the order of attributes and the space between tags. */
const plain = (xml: string): string =>
  xml
    .trim()
    .replace(
      /<([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?>|$)/g,
      (_whole, name: string, attributes: string, end: string) => {
        const sorted = [...attributes.matchAll(/[\w:.-]+="[^"]*"/g)].map(String).sort();
        return `<${[name, ...sorted].join(' ')}${end}`;
      },
    )
    .replace(/<([\w:.-]+)([^<>]*)><\/\1>/g, '<$1$2/>')
    .replace(/>\s+</g, '><');

function unmetPaths(xml: string, expect: Expected): string[] {
  const {
    xml__xpath_match: matches = [],
    xml__xpath_count: counts = [],
    xml__xpath_exact: exacts = [],
  } = expect;
  if (matches.length + counts.length + exacts.length === 0) return [];
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const find = selectWith({ ...namespacesOf(xml), x: 'http://www.w3.org/2002/xforms' });
  const found = (path: string): unknown[] => {
    const result: unknown = find(path.trim(), document as unknown as Node);
    return Array.isArray(result) ? result : result === true ? [result] : [];
  };
  return [
    ...matches.filter((path) => found(path).length !== 1).map((path) => `one ${path.trim()}`),
    ...counts
      .filter(([path, count]) => found(path).length !== count)
      .map(([path, count]) => `${count} of ${path}`),
    ...exacts
      .filter(
        ([path, texts]) =>
          [...new Set(found(path).map(String))].sort().join('\n') !== [...texts].sort().join('\n'),
      )
      .map(([path]) => `exactly ${path}`),
  ];
}

const namespacesOf = (xml: string): Record<string, string> =>
  Object.fromEntries(
    [...xml.matchAll(/\sxmlns:([\w-]+)="([^"]*)"/g)].map(([, prefix = '', uri = '']) => [prefix, uri]),
  );
