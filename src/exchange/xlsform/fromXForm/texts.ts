import type { Text, Texts } from '../form.ts';
import { attribute, childNamed, childrenNamed, elementsIn, textIn, type XElement } from './document.ts';
import { type Known, withNames } from './expressions.ts';

/** Texts of one id by form (`long`, `guidance`, `image`) and language. */
type Forms = Map<string, Record<string, string>>;

/** The translations of an XForm. */
export class Translations {
  readonly #texts = new Map<string, Forms>();
  readonly #known: Known;
  readonly defaultLanguage: string | undefined;

  constructor(itext: XElement | undefined, known: Known) {
    this.#known = known;
    const languages = itext === undefined ? [] : childrenNamed(itext, 'translation');
    this.defaultLanguage = languages
      .find((one) => attribute(one, 'default') !== undefined)
      ?.attributes.get('lang');
    for (const language of languages)
      for (const text of childrenNamed(language, 'text'))
        this.#read(attribute(language, 'lang') ?? 'default', text);
  }

  #read(language: string, text: XElement): void {
    const id = attribute(text, 'id') ?? '';
    const forms: Forms = this.#texts.get(id) ?? new Map();
    this.#texts.set(id, forms);
    for (const value of childrenNamed(text, 'value')) {
      const form = attribute(value, 'form') ?? 'long';
      const words = this.wordsIn(value, contextOf(id)).replace(/^jr:\/\/(?:images|audio|video)\//, '');
      // A dash is how a missing translation is written.
      if (words !== '-') forms.set(form, { ...forms.get(form), [language]: words });
    }
  }

  /**
   * Text of an element, with `${name}` for each answer that it shows.
   * @param context path of the value that the text belongs to
   */
  wordsIn(element: XElement, context: string): string {
    const parts = element.children.map((child) => {
      if (typeof child === 'string') return child;
      return child.name === 'output'
        ? withNames(attribute(child, 'value') ?? '', context, this.#known)
        : textIn(child);
    });
    return parts.join('').trim();
  }

  /** What a label or hint says: its own words, or those of its id. */
  of(element: XElement | undefined, context: string, form = 'long'): Text | undefined {
    if (element === undefined) return undefined;
    const id = itextId(attribute(element, 'ref') ?? '');
    if (id !== undefined) return this.byId(id, form);
    return form === 'long' ? this.wordsIn(element, context) || undefined : undefined;
  }

  byId(id: string, form = 'long'): Text | undefined {
    return this.#texts.get(id)?.get(form);
  }

  mediaOf(id: string): Texts {
    return Object.fromEntries(
      [...(this.#texts.get(id) ?? [])].filter(([form]) => form !== 'long' && form !== 'guidance'),
    );
  }
}

/** The value that a text belongs to: `/data/age:label` says; choices belong to none. */
const contextOf = (id: string): string => (id.startsWith('/') ? id.slice(0, id.indexOf(':')) : '');

/** The id in `jr:itext('id')`. */
export const itextId = (reference: string): string | undefined => /^jr:itext\('(.*)'\)$/.exec(reference)?.[1];

export const labelOf = (control: XElement | undefined): XElement | undefined => childNamed(control, 'label');

/** Rows of a table in the form: each the texts of its cells. */
export const rowsOf = (root: XElement | undefined): Record<string, string>[] =>
  root === undefined
    ? []
    : childrenNamed(root, 'item').map((item) =>
        Object.fromEntries(elementsIn(item).map((cell) => [cell.name, textIn(cell).trim()])),
      );
