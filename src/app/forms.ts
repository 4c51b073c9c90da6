import type { Answers } from '../domain/answer.ts';
import type { FormDocument } from '../domain/document.ts';
import { type CompiledForm, compileForm } from '../domain/form/compile.ts';
import type { FormDefinition } from '../domain/form/definition.ts';
import type { Clock } from '../domain/form/state.ts';
import type { Draft } from '../domain/response.ts';
import { ok, type Result } from '../domain/result.ts';
import type { OpenFiles } from './formFiles.ts';
import type { WorkParts } from './work.ts';

type Compiled = Result<CompiledForm, 'form-invalid'>;

/** What a form is made of: its document, or a form that was compiled before. */
export type FormSource = Pick<FormDocument, 'definition'>;
export type CompileForm = (id: string, source: FormSource) => Promise<Compiled>;

export interface FormCompiler {
  /**
   * Compiles each form version once a session, whoever asks and however many at the same time. Versions are immutable
   * and named by content, so that nothing here ever grows stale; a campaign has a handful of them. In a live query it
   * must come after the last reading.
   */
  (id: string, source: FormSource): Promise<Compiled>;
  /** A form that was compiled before: its document need not be read again. */
  known(id: string): CompiledForm | undefined;
}

export function formCompiler(): FormCompiler {
  const compiled = new Map<string, Compiled>();
  const compiling = new Map<string, Promise<Compiled>>();
  async function begin(id: string, document: FormSource): Promise<Compiled> {
    try {
      const form = await compile(document.definition);
      compiled.set(id, form);
      return form;
    } finally {
      // Code that could not be had now is asked for again the next time.
      compiling.delete(id);
    }
  }
  const once = (id: string, document: FormSource): Promise<Compiled> => {
    const known = compiled.get(id);
    if (known !== undefined) return Promise.resolve(known);
    const running = compiling.get(id) ?? begin(id, document);
    compiling.set(id, running);
    return running;
  };
  const known = (id: string): CompiledForm | undefined => {
    const form = compiled.get(id);
    return form?.ok ? form.value : undefined;
  };
  return Object.assign(once, { known });
}

/** Repeats, location paths and rarer functions and types come only with a form that cannot do without them. */
async function compile(definition: FormDefinition): Promise<Compiled> {
  const plain = compileForm(definition);
  if (plain.ok) return plain;
  const { EXTENSION } = await import('../domain/form/extended/index.ts');
  return compileForm(definition, EXTENSION);
}

/** A form as it is asked: with the files that came with it, as far as they are on the phone. */
export interface WholeForm {
  readonly form: CompiledForm;
  /** Undefined: none came with it. */
  readonly files?: OpenFiles;
  readonly lastSaved?: Answers | undefined;
  /** Tables that are not on the phone yet; absent where none came with it. */
  readonly lacks?: string[];
  /** A draft with what tables say that came since it was begun. */
  readonly caughtUp?: (draft: Draft, clock: Clock) => Draft;
}
export type FormOpener = (
  id: string,
  source: FormSource,
  /** Id of the response that is asked, once it has one. */
  own?: string,
) => Promise<Result<WholeForm, 'form-invalid'>>;

/**
 * Compiles a form with its tables, and with last answers where it asks for them. Lists of responses do without, since
 * reading tables takes time.
 */
export function formOpener(parts: WorkParts, compile: FormCompiler): FormOpener {
  let opener: Promise<FormOpener> | undefined;
  return async (id, document, own) => {
    // Only a form that is more than plain can have either.
    const form = document.definition.files?.length ? undefined : await compile(id, document);
    if (form && (!form.ok || !form.value.extended)) return form.ok ? ok({ form: form.value }) : form;
    opener ??= import('./wholeForm.ts').then(({ wholeForms }) => wholeForms(parts, compile));
    return (await opener)(id, document, own);
  };
}
