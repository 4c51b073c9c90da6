import type { FormDocument } from '../domain/document.ts';
import { type CompiledForm, compileForm } from '../domain/form/compile.ts';
import type { Result } from '../domain/result.ts';

/**
 * Compiles each form version once a session. Versions are immutable and named by content, so that nothing here
 * ever grows stale; a campaign has a handful of them.
 */
export function formCompiler(): (id: string, document: FormDocument) => Result<CompiledForm, 'form-invalid'> {
  const compiled = new Map<string, Result<CompiledForm, 'form-invalid'>>();
  return (id, document) => {
    const known = compiled.get(id) ?? compileForm(document.definition);
    compiled.set(id, known);
    return known;
  };
}

export type FormCompiler = ReturnType<typeof formCompiler>;
