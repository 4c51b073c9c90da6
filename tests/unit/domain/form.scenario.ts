import type { Answer } from '../../../src/domain/answer.ts';
import { type CompiledForm, compileForm } from '../../../src/domain/form/compile.ts';
import type { Choice, FormDefinition, Row } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import {
  answerQuestion,
  type Clock,
  choicesFor,
  type FormState,
  labelText,
  openForm,
  pages,
  problems,
} from '../../../src/domain/form/state.ts';

export const MORNING: Clock = { now: '2026-03-04T10:00:00.000+05:00', today: '2026-03-04' };

/** A form of a few rows; everything else is as plain as can be. */
export const formOf = (
  survey: Row[],
  choices: Record<string, Choice[]> = {},
  more: Partial<FormDefinition> = {},
): FormDefinition => ({
  form_id: 'household',
  version: '1',
  title: { en: 'Household' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur'],
  survey,
  choices,
  ...more,
});

export function compiled(definition: FormDefinition): CompiledForm {
  const form = compileForm(definition, EXTENSION);
  if (!form.ok) throw new Error(JSON.stringify(form));
  return form.value;
}

export const choice = (name: string, columns?: Record<string, string>): Choice => ({
  name,
  label: { en: name.toUpperCase() },
  ...(columns === undefined ? {} : { columns }),
});

/** Amina with a form in her hands. */
export class Amina {
  readonly form: CompiledForm;
  state: FormState;
  clock: Clock;

  constructor(survey: Row[], choices: Record<string, Choice[]> = {}, clock: Clock = MORNING) {
    this.form = compiled(formOf(survey, choices));
    this.clock = clock;
    this.state = openForm(this.form, {}, clock, true);
  }

  answers(path: string, value: Answer): this {
    this.state = answerQuestion(this.form, this.state, path, value, this.clock);
    return this;
  }

  clears(path: string): this {
    this.state = answerQuestion(this.form, this.state, path, undefined, this.clock);
    return this;
  }

  holds(path: string): Answer | undefined {
    return this.state.answers[path];
  }

  get pages(): string[] {
    return pages(this.form, this.state).map((page) => page.path);
  }

  get problems(): string[] {
    return problems(this.form, this.state).map(({ path, why }) => `${path} ${why}`);
  }

  offered(path: string): string[] {
    return choicesFor(this.form, this.state, path).map(({ name }) => name);
  }

  reads(text: Record<string, string>, language = 'en', from = ''): string {
    return labelText(this.form, this.state, text, language, from);
  }
}
