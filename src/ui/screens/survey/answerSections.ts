import type { CompiledForm } from '../../../domain/form/compile.ts';
import type { Translated } from '../../../domain/form/definition.ts';
import { type FormState, pages, problems } from '../../../domain/form/state.ts';
import { sectionLabel } from './steps.ts';

export interface AnswerLine {
  path: string;
  /** The page to change it on. */
  page: string;
  /** `needed`: finishing is not possible before; `open`: allowed to stay so. */
  state: 'answered' | 'open' | 'needed';
}

export interface AnswerSection {
  label: Translated | undefined;
  lines: AnswerLine[];
}

/** Every question that applies now, by the parts of the survey, in the order in which they are asked. */
export function answerSections(form: CompiledForm, state: FormState): AnswerSection[] {
  const wrong = new Set(problems(form, state).map((problem) => problem.path));
  const sections: AnswerSection[] = [];
  for (const page of pages(form, state)) {
    for (const path of page.questions) {
      if (form.questions.get(path)?.row.type === 'note') continue;
      const label = sectionLabel(form, path);
      const last = sections.at(-1);
      const section = last !== undefined && last.label === label ? last : { label, lines: [] };
      if (section !== last) sections.push(section);
      section.lines.push({ path, page: page.path, state: lineState(state, path, wrong) });
    }
  }
  return sections;
}

function lineState(state: FormState, path: string, wrong: ReadonlySet<string>): AnswerLine['state'] {
  if (wrong.has(path)) return 'needed';
  return Object.hasOwn(state.answers, path) ? 'answered' : 'open';
}

export const countLines = (sections: readonly AnswerSection[], state: AnswerLine['state']): number =>
  sections.flatMap(({ lines }) => lines).filter((line) => line.state === state).length;
