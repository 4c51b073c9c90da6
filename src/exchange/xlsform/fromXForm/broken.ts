import { scanXml } from '../scanXml.ts';

/** Where a document is no longer XML, in the words of an editor: its line, counted from 1, and the element. */
export interface Break {
  readonly line: number;
  readonly element: string;
}

/** The first place at which tags do not fit each other, the markup breaks off, or what is never closed was opened. */
export function breakIn(xml: string): Break | undefined {
  const open: { name: string; at: number }[] = [];
  let mistake: { name: string; at: number } | undefined;
  const brokenAt = scanXml(xml, {
    open: (name, _attributes, at) => open.push({ name, at }),
    close: (name, at) => {
      const last = open.pop();
      if (last?.name !== name) mistake ??= { name: last?.name ?? name, at };
    },
    text: () => undefined,
  });
  const innermost = open.at(-1);
  if (brokenAt !== undefined) mistake ??= { name: innermost?.name ?? '', at: brokenAt };
  // All that follows the last whole tag is gone, as with a download that broke off.
  else if (innermost !== undefined) mistake ??= { name: innermost.name, at: xml.length };
  if (mistake === undefined) return undefined;
  const before = xml.replace(/\r\n?/g, '\n').slice(0, mistake.at);
  return { line: before.split('\n').length, element: mistake.name };
}
