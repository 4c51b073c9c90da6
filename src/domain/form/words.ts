import type { CompiledForm } from './compile.ts';
import type { Translated } from './definition.ts';
import { answerAt, type FormState, questionAt } from './recompute.ts';

const REFERENCE = /\$\{\s*([^{}\s]+)\s*\}/g;

/**
 * A text of the form in a language, else in the form's default language, else in any. `${name}` becomes that
 * question's answer in words.
 * @param from path of the question whose text it is: in a repeat the answers of its own instance are meant
 */
export function labelText(
  form: CompiledForm,
  state: FormState,
  text: Translated | undefined,
  language: string,
  from = '',
): string {
  const template = inLanguage(form, text, language);
  if (!template.includes('${')) return template;
  return template.replace(REFERENCE, (whole, name: string) => {
    const path = form.pathOf(name);
    if (!path) return whole;
    const nearest = form.extended?.instances.nearest(state.answers, path, from) ?? path;
    return answerText(form, state, nearest, language);
  });
}

/** An answer as words: labels of choices, numbers and dates plain; '' for none, or where the question does not apply. */
export function answerText(form: CompiledForm, state: FormState, path: string, language: string): string {
  const answer = answerAt(state.answers, path);
  if (answer === undefined || !state.isRelevant(path)) return '';
  const { kind } = questionAt(form, path);
  // References in a choice's label stay as they are: followed, they could go round in a circle.
  return kind.words(answer, (name) => choiceLabel(form, path, name, language) || name);
}

/** The label of a choice; '' if it has none, or there is no such choice. */
export function choiceLabel(form: CompiledForm, path: string, name: string, language: string): string {
  const choice =
    form.extended?.choiceNamed(path, name) ?? questionAt(form, path).choices.find((one) => one.name === name);
  return inLanguage(form, choice?.label, language);
}

/** An empty translation is a missing one. */
export const inLanguage = (form: CompiledForm, text: Translated = {}, language: string): string =>
  text[language] || text[form.definition.default_language] || Object.values(text).find(Boolean) || '';
