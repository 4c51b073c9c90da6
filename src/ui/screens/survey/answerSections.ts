import type { CompiledForm } from '../../../domain/form/compile.ts';
import { type FormState, pages, problems } from '../../../domain/form/state.ts';
import { type Section, sectionOf } from './steps.ts';

export interface AnswerLine {
  path: string;
  /** The page to change it on. */
  page: string;
  /** `needed`: finishing is not possible before; `open`: allowed to stay so. */
  state: 'answered' | 'open' | 'needed';
}

export interface AnswerSection extends Section {
  lines: AnswerLine[];
}

/** Every question that applies now, by the parts of the survey, in the order in which they are asked. */
export function answerSections(form: CompiledForm, state: FormState): AnswerSection[] {
  const wrong = new Set(problems(form, state).map((problem) => problem.path));
  const sections: AnswerSection[] = [];
  for (const page of pages(form, state)) {
    for (const path of page.questions) {
      if (form.questions.get(path)?.row.type === 'note') continue;
      const here = sectionOf(form, path);
      const last = sections.at(-1);
      const section = last !== undefined && isSame(last, here) ? last : { ...here, lines: [] };
      if (section !== last) sections.push(section);
      section.lines.push({ path, page: page.path, state: lineState(state, path, wrong) });
    }
  }
  return sections;
}

/** Two parts that lie side by side; neighbouring instances have different numbers. */
export const isSame = (one: Section, other: Section): boolean =>
  one.label === other.label && one.instance === other.instance;

function lineState(state: FormState, path: string, wrong: ReadonlySet<string>): AnswerLine['state'] {
  if (wrong.has(path)) return 'needed';
  return Object.hasOwn(state.answers, path) ? 'answered' : 'open';
}

export const countLines = (sections: readonly AnswerSection[], state: AnswerLine['state']): number =>
  sections.flatMap(({ lines }) => lines).filter((line) => line.state === state).length;
