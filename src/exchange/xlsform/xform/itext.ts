import { type ChoiceItem, type Text, type Texts, textsOf, type XlsForm } from '../form.ts';
import { replaceReferences } from '../names.ts';
import { type Element, element, type Node } from '../xmlWriter.ts';
import type { Paths } from './paths.ts';
import { nodes, type XNode } from './tree.ts';

/** Texts of one thing by form: `long`, `guidance`, `image` … */
type Forms = Map<string, { readonly text: string; readonly context: XNode | undefined }>;
type Translation = Map<string, Forms>;

const MESSAGES = ['jr:constraintMsg', 'jr:requiredMsg', 'jr:noAppErrorString'];

/** Whether a text must stand among the translations: it has languages, or media beside it. */
export const needsItext = (label: Text | undefined, media: Texts): boolean =>
  typeof label === 'object' || Object.keys(media).length > 0;

/** Whether a list's labels must: one of them does, or names an answer. */
export const listNeedsItext = (list: readonly ChoiceItem[]): boolean =>
  list.some(
    ({ label, media }) => needsItext(label, media) || textsOf(label).some((text) => text.includes('${')),
  );

/** Whether a message must: it has languages, or names an answer. */
export const messageNeedsItext = (key: string, text: Text): boolean =>
  MESSAGES.includes(key) && (typeof text === 'object' || text.includes('${'));

/** A text with the answers that it names, as `<output>`. */
export function withOutputs(text: string, context: XNode | undefined, paths: Paths): Node[] {
  const found: Node[] = [];
  let from = 0;
  replaceReferences(text, (reference, at) => {
    const path = ` ${paths.path(reference, context)} `;
    found.push(text.slice(from, at), element('output', { value: path }));
    from = at + (reference.isLastSaved ? 'last-saved#'.length : 0) + reference.name.length + 3;
    return '';
  });
  return [...found, text.slice(from)].filter((node) => node !== '');
}

/** All translations of a form; undefined if it needs none. */
export function itextOf(form: XlsForm, root: XNode, paths: Paths): Element | undefined {
  const language = form.settings['default_language'] ?? 'default';
  const book = new Book(language);
  for (const [name, list] of form.choices)
    if (listNeedsItext(list))
      list.forEach(({ label, media }, index) => {
        book.put(`${name}-${index}`, 'long', label, root);
        for (const [kind, text] of Object.entries(media)) book.put(`${name}-${index}`, kind, text, root);
      });
  for (const node of nodes(root)) putItem(book, node);
  for (const node of nodes(root))
    for (const [kind, text] of Object.entries(node.item.media))
      book.put(`${node.path}:label`, kind, text, undefined);
  return book.write(paths);
}

function putItem(book: Book, node: XNode): void {
  const { label, hint, guidance_hint: guidance, media } = node.item;
  for (const [key, text] of Object.entries(node.bind))
    if (messageNeedsItext(key, text)) book.put(`${node.path}:${key}`, 'long', text, node);
  if (needsItext(label, media)) book.put(`${node.path}:label`, 'long', label, node);
  if (typeof hint === 'object' || guidance !== undefined) book.put(`${node.path}:hint`, 'long', hint, node);
  book.put(`${node.path}:hint`, 'guidance', guidance, node);
}

class Book {
  readonly #language: string;
  readonly #translations = new Map<string, Translation>();

  constructor(language: string) {
    this.#language = language;
  }

  put(id: string, form: string, text: Text | undefined, context: XNode | undefined): void {
    if (text === undefined) return;
    const texts = typeof text === 'string' ? { [this.#language]: text } : text;
    for (const [language, one] of Object.entries(texts)) {
      const translation = this.#translations.get(language) ?? new Map<string, Forms>();
      this.#translations.set(language, translation);
      const forms: Forms = translation.get(id) ?? new Map();
      translation.set(id, forms.set(form, { text: one, context }));
    }
  }

  write(paths: Paths): Element | undefined {
    if (this.#translations.size === 0) return undefined;
    const all = new Map<string, Set<string>>();
    for (const translation of this.#translations.values())
      for (const [id, forms] of translation) {
        const known = all.get(id) ?? new Set();
        for (const form of forms.keys()) known.add(form);
        all.set(id, known);
      }
    return element(
      'itext',
      {},
      [...this.#translations].map(([language, translation]) =>
        element(
          'translation',
          { lang: language, default: language === this.#language ? 'true()' : undefined },
          [...new Set([...translation.keys(), ...all.keys()])].map((id) =>
            textElement(id, translation.get(id), all.get(id) ?? new Set(), paths),
          ),
        ),
      ),
    );
  }
}

/** A missing translation shows as a dash; missing media as nothing. */
function textElement(id: string, forms: Forms | undefined, all: ReadonlySet<string>, paths: Paths): Element {
  const values = [...new Set([...(forms?.keys() ?? []), ...all])].flatMap((form) => {
    const { text, context } = forms?.get(form) ?? { text: '-', context: undefined };
    const isWords = form === 'long' || form === 'guidance';
    if (!isWords && text === '-') return [];
    const folder = form === 'big-image' ? 'images' : form === 'image' ? 'images' : form;
    const words = withOutputs(isWords ? text : `jr://${folder}/${text}`, context, paths);
    return [element('value', { form: form === 'long' ? undefined : form }, words)];
  });
  return element('text', { id }, values);
}
