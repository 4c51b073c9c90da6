import i18next, { type i18n } from 'i18next';
import type { Key, Namespace } from './keys.ts';

export * from './format.ts';
export type { Key, Namespace, TroubleWhy } from './keys.ts';

export const LANGUAGES = ['en', 'ur', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the collector's first screen needs; loaded as one file for each language. */
const FIRST_NAMESPACES: readonly Namespace[] = ['common', 'question', 'collector', 'trouble'];

const files = import.meta.glob<Record<string, unknown>>('../../locales/*/*.json', { import: 'default' });
const words: i18n = i18next.createInstance();
const listeners = new Set<() => void>();
const loaded = new Set<Namespace>(FIRST_NAMESPACES);

export type Values = Readonly<Record<string, string | number>>;

export const isLanguage = (tag: string | undefined): tag is Language =>
  LANGUAGES.some((language) => language === tag);

/** The language of the phone when it is one of ours, else English. */
export function preferredLanguage(tags: readonly string[]): Language {
  return tags.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

export async function startLanguage(language: Language): Promise<void> {
  await words.init({
    lng: language,
    fallbackLng: 'en',
    ns: [...FIRST_NAMESPACES],
    defaultNS: 'common',
    resources: {},
    // Preact writes text nodes, so that there is nothing to escape.
    interpolation: { escapeValue: false },
  });
  await setLanguage(language);
}

/** Resolves once every namespace in use is there in that language; then all listeners draw again. */
export async function setLanguage(language: Language): Promise<void> {
  await Promise.all([...loaded].map((namespace) => load(language, namespace)));
  await words.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
  for (const listener of listeners) listener();
}

/** Called by the lazy screens before they draw. */
export async function loadNamespace(namespace: Namespace): Promise<void> {
  loaded.add(namespace);
  await load(language(), namespace);
}

export const language = (): Language => (isLanguage(words.language) ? words.language : 'en');

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function t(key: Key, values?: Values): string {
  return words.t(key, { ...values });
}

/** The sentence for an expected trouble; one that has none yet still says that nothing is lost. */
export function troubleText(why: string, values?: Values): string {
  // Trouble that only a later screen can meet has its sentence among that screen's words.
  const key = ['trouble:', 'more:trouble.', 'report:trouble.', 'extended:trouble.', 'desk:trouble.']
    .map((place) => place + why)
    .find((one) => words.exists(one));
  return key === undefined
    ? words.t('trouble:unknown', { why })
    : words.t(key, { ...values, ...foreign(values) });
}

/** What the endpoint said is in its own language, whose direction must not turn the sentence around. */
const foreign = (values: Values = {}): Values =>
  'reason' in values ? { reason: `\u2068${values['reason']}\u2069` } : {};

export const direction = (tag: string): 'ltr' | 'rtl' =>
  ['ur', 'ar', 'fa', 'ps', 'sd'].includes(tag.split('-')[0] ?? '') ? 'rtl' : 'ltr';

/** How an element says in which language its words are. A form that names none may be in any: its letters tell. */
export const written = (tag: string): { lang: string | undefined; dir: 'ltr' | 'rtl' | 'auto' } =>
  tag === 'default' ? { lang: undefined, dir: 'auto' } : { lang: tag, dir: direction(tag) };

async function load(language: Language, namespace: Namespace): Promise<void> {
  if (words.hasResourceBundle(language, namespace)) return;
  const file = files[`../../locales/${language}/${namespace}.json`];
  if (file === undefined) throw new Error(`no words for ${language}/${namespace}`);
  words.addResourceBundle(language, namespace, await file());
}
