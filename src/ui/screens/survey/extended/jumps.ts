import type { CompiledForm } from '../../../../domain/form/compile.ts';
import { type FormState, type Page, problems } from '../../../../domain/form/state.ts';
import { isSame } from '../answerSections.ts';
import { type Section, sectionOf } from '../steps.ts';

/** `needed`: an answer is missing that must be there; `wrong`: one is there that does not fit. */
export type PageStanding = 'answered' | 'open' | 'needed' | 'wrong' | 'note';

export interface Jump {
  page: Page;
  standing: PageStanding;
}

export interface JumpSection extends Section {
  jumps: Jump[];
}

/** Every page that applies now and how it stands, by the parts of the survey. */
export function jumpSections(form: CompiledForm, state: FormState, pages: readonly Page[]): JumpSection[] {
  const why = new Map(problems(form, state).map((problem) => [problem.path, problem.why]));
  const sections: JumpSection[] = [];
  for (const page of pages) {
    const here = sectionOf(form, page.path);
    const last = sections.at(-1);
    const section = last !== undefined && isSame(last, here) ? last : { ...here, jumps: [] };
    if (section !== last) sections.push(section);
    section.jumps.push({ page, standing: standingOf(form, state, page, (path) => why.get(path)) });
  }
  return sections;
}

function standingOf(
  form: CompiledForm,
  { answers }: FormState,
  { questions, path, isRepeat }: Page,
  why: (path: string) => string | undefined,
): PageStanding {
  const found = questions.map(why).filter((one) => one !== undefined);
  if (found.some((one) => one !== 'required')) return 'wrong';
  if (found.length > 0) return 'needed';
  if (isRepeat) return Object.hasOwn(answers, path) ? 'answered' : 'open';
  const asked = questions.filter((one) => form.questions.get(one)?.row.type !== 'note');
  if (asked.length === 0) return 'note';
  return asked.every((one) => Object.hasOwn(answers, one)) ? 'answered' : 'open';
}

export const countAnswered = (sections: readonly JumpSection[]): number =>
  sections.flatMap(({ jumps }) => jumps).filter(({ standing }) => standing === 'answered').length;
