import type { Translated } from '../domain/form/definition.ts';
import { useT } from './language.ts';

/** A text of a campaign or a form in a language; else in English, else in any, together with the language it is in. */
export function translated(text: Translated | undefined, language: string): { words: string; lang: string } {
  const tags = [language, 'en', ...Object.keys(text ?? {})];
  const lang = tags.find((tag) => text?.[tag]) ?? language;
  return { words: text?.[lang] ?? '', lang };
}

/** Such a text on the page, marked with the language it is really in. */
export function Said({ text }: { text: Translated | undefined }) {
  const { language } = useT();
  const { words, lang } = translated(text, language);
  return <bdi lang={lang === language ? undefined : lang}>{words}</bdi>;
}

/** Keeps a code or a name in other letters from turning the sentence that it stands in around. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
