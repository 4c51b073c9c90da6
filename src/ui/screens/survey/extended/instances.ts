import type { CompiledForm } from '../../../../domain/form/compile.ts';
import type { FormState, Page } from '../../../../domain/form/state.ts';
import { answerText, problems } from '../../../../domain/form/state.ts';

/** One time that a repeat has been asked. */
export interface Instance {
  /** From 1. */
  number: number;
  /** `members[2]` */
  path: string;
  /** The first page that it has now. */
  page: string | undefined;
  /** What tells it from the others: its first answers, in words. */
  words: string;
  /** Answers that are missing or wrong. */
  needed: number;
}

/** So many of its answers name an instance: one may be a sex or an age, which many have. */
const NAMING_ANSWERS = 2;

/**
 * @param path of the repeat, with the numbers of the instances around it
 * @param plain takes off what the words of a form are set off by
 */
export function instancesAt(
  form: CompiledForm,
  state: FormState,
  pages: readonly Page[],
  path: string,
  language: string,
  plain = (text: string): string => text,
): Instance[] {
  const count = form.extended?.instances.countAt(state.answers, path) ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const inside = `${path}[${index + 1}]`;
    const own = pages.filter((page) => page.path.startsWith(`${inside}/`) || page.path === inside);
    const asked = own.flatMap(({ questions }) => questions);
    const inWords = (at: string): string => {
      const words = answerText(form, state, at, language);
      // Choices are in the form's words; what was typed is not.
      return (form.questions.get(at)?.choices.length ?? 0) > 0 ? plain(words) : words;
    };
    const words = asked.map(inWords).filter(Boolean);
    return {
      number: index + 1,
      path: inside,
      page: own[0]?.path,
      words: words.slice(0, NAMING_ANSWERS).join(' · '),
      needed: problems(form, state, asked).length,
    };
  });
}
