/** Names as XML allows them, in any script; a prefix may stand before a colon. */
const NAME = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_.·-]*`;
const XML_NAME = new RegExp(`^${NAME}(?::${NAME})?$`, 'u');
const REFERENCE = new RegExp(String.raw`\$\{(last-saved#)?(${NAME}(?::${NAME})?)\}`, 'gu');
const ONE_REFERENCE = new RegExp(`^${REFERENCE.source}$`, 'u');

export const isXmlName = (text: string): boolean => XML_NAME.test(text);

/** A `${name}` in a text. */
export interface Reference {
  readonly name: string;
  readonly isLastSaved: boolean;
}

export const referencesIn = (text: string): Reference[] =>
  text.includes('${')
    ? [...text.matchAll(REFERENCE)].map((match) => ({
        name: match[2] ?? '',
        isLastSaved: match[1] !== undefined,
      }))
    : [];

/** The name, if the text is one reference and nothing else. */
export const onlyReference = (text: string): string | undefined => ONE_REFERENCE.exec(text)?.[2];

/** Whether a `${` begins something that is not a reference. */
export const hasBadReference = (text: string): boolean =>
  text.includes('${') && text.replace(REFERENCE, '').includes('${');

/** Puts something else where each reference stands. */
export const replaceReferences = (
  text: string,
  replace: (reference: Reference, at: number) => string,
): string =>
  text.includes('${')
    ? text.replace(REFERENCE, (_whole, lastSaved: string | undefined, name: string, at: number) =>
        replace({ name, isLastSaved: lastSaved !== undefined }, at),
      )
    : text;
