/** A language as it is called in another one; a tag that the browser does not know stays as it is. */
export function languageName(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag;
  } catch {
    // What an author called a language need not be a tag at all.
    return tag;
  }
}

export const languageNames = (tags: readonly string[], inLanguage: string): string =>
  new Intl.ListFormat(inLanguage, { type: 'unit' }).format(tags.map((tag) => languageName(tag, inLanguage)));
