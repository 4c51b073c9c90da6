// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${} is how XLSForm refers to an answer
import type { Row, Translated } from '../../../domain/form/definition.ts';

export const LANGUAGES = ['en', 'ur', 'es'];

/** A text in the three languages of the demo, so that none can be forgotten. */
export const say = (en: string, ur: string, es: string): Translated => ({ en, ur, es });

/** A group is asked only of those who agreed to be asked. */
export const consented = "${consent} = 'yes'";

/** When the form was opened and finished, and on what day; the phone fills these in. */
export const metadata: Row[] = [
  { type: 'start', name: 'start' },
  { type: 'end', name: 'end' },
  { type: 'today', name: 'today' },
];
