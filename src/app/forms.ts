import type { FormDocument } from '../domain/document.ts';
import { type CompiledForm, compileForm } from '../domain/form/compile.ts';
import type { FormDefinition } from '../domain/form/definition.ts';
import type { Result } from '../domain/result.ts';

type Compiled = Result<CompiledForm, 'form-invalid'>;

/**
 * Compiles each form version once a session. Versions are immutable and named by content, so that nothing here
 * ever grows stale; a campaign has a handful of them. In a live query it must come after the last reading.
 */
export function formCompiler(): (id: string, document: FormDocument) => Promise<Compiled> {
  const compiled = new Map<string, Compiled>();
  return async (id, document) => {
    const known = compiled.get(id) ?? (await compile(document.definition));
    compiled.set(id, known);
    return known;
  };
}

/** Repeats, location paths and rarer functions and types come only with a form that cannot do without them. */
async function compile(definition: FormDefinition): Promise<Compiled> {
  const plain = compileForm(definition);
  if (plain.ok) return plain;
  const { EXTENSION } = await import('../domain/form/extended/index.ts');
  return compileForm(definition, EXTENSION);
}

export type FormCompiler = ReturnType<typeof formCompiler>;
