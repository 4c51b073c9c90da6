/** What a scan tells; names come without their prefix. */
export interface XmlEvents {
  /** @param at place of its tag in the document */
  open(name: string, attributes: string, at: number): void;
  close(name: string, at: number): void;
  text(text: string): void;
}

const MARKUP =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[([\s\S]*?)\]\]>|[!?][^>]*>|(\/?)([^\s/>"'<]+)([^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*)>)/y;

const TAGS_A_SLICE = 4000;

/**
 * Walks through an XML document once, from left to right, as far as it is well-formed: what machines wrote, without
 * declarations of their own. Entities of documents are not expanded, so that none can grow.
 * @returns where the markup breaks off: what stands behind it is not told; undefined if it came to the end
 */
export function scanXml(document: string, events: XmlEvents): number | undefined {
  const slices = scanSlices(document, events);
  let slice = slices.next();
  while (slice.done !== true) slice = slices.next();
  return slice.value;
}

/** The same, in slices between which a page can draw. */
export function* scanSlices(document: string, events: XmlEvents): Generator<void, number | undefined> {
  // Line ends are one character (XML 1.0, 2.11).
  const xml = document.replace(/\r\n?/g, '\n');
  let at = 0;
  for (let tags = 1; at < xml.length; tags++) {
    const next = xml.indexOf('<', at);
    if (next < 0) break;
    if (next > at) events.text(decode(xml.slice(at, next)));
    MARKUP.lastIndex = next;
    const match = MARKUP.exec(xml);
    if (match === null) return next;
    const [, cdata, slash, name, attributes = ''] = match;
    if (cdata !== undefined) events.text(cdata);
    else if (name !== undefined) tell(events, slash === '/', localName(name), attributes, next);
    at = MARKUP.lastIndex;
    if (tags % TAGS_A_SLICE === 0) yield;
  }
  return undefined;
}

function tell(events: XmlEvents, isEnd: boolean, name: string, attributes: string, at: number): void {
  if (!isEnd) events.open(name, attributes, at);
  if (isEnd || attributes.endsWith('/')) events.close(name, at);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const ENTITIES = new Map(Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }));

export const decode = (text: string): string =>
  text.replace(/&(#?)(\w{1,8});/g, (whole, isCode: string, name: string) => {
    const code = isCode === '' ? Number.NaN : Number(name.replace(/^x/i, '0x'));
    return code <= 0x10ffff ? String.fromCodePoint(code) : (ENTITIES.get(name) ?? whole);
  });

const ATTRIBUTES = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Attributes as written, by their names with prefix. */
export const attributesOf = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(ATTRIBUTES)].map(([, name = '', double, single]) => [
      name,
      decode(double ?? single ?? ''),
    ]),
  );
