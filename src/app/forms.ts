import type { FormDocument } from '../domain/document.ts';
import { type CompiledForm, compileForm } from '../domain/form/compile.ts';
import type { FormDefinition } from '../domain/form/definition.ts';
import type { Result } from '../domain/result.ts';

type Compiled = Result<CompiledForm, 'form-invalid'>;

export interface FormCompiler {
  /**
   * Compiles each form version once a session, whoever asks and however many at the same time. Versions are immutable
   * and named by content, so that nothing here ever grows stale; a campaign has a handful of them. In a live query it
   * must come after the last reading.
   */
  (id: string, document: FormDocument): Promise<Compiled>;
  /** A form that was compiled before: its document need not be read again. */
  known(id: string): CompiledForm | undefined;
}

export function formCompiler(): FormCompiler {
  const compiled = new Map<string, Compiled>();
  const compiling = new Map<string, Promise<Compiled>>();
  async function begin(id: string, document: FormDocument): Promise<Compiled> {
    try {
      const form = await compile(document.definition);
      compiled.set(id, form);
      return form;
    } finally {
      // Code that could not be had now is asked for again the next time.
      compiling.delete(id);
    }
  }
  const once = (id: string, document: FormDocument): Promise<Compiled> => {
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
