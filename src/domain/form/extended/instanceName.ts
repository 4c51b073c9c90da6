import type { Names } from '../../logic/check.ts';
import { compileExpression } from '../../logic/compile.ts';
import { WHOLE_LANGUAGE } from '../../logic/extended/language.ts';
import { toText } from '../../logic/values.ts';
import { ok, type Result } from '../../result.ts';
import type { FormDefinition } from '../definition.ts';
import { formTrouble } from '../problem.ts';
import { type FormState, sceneOf } from '../recompute.ts';

export type InstanceNaming = (state: FormState) => string | undefined;

/** The setting `instance_name`, compiled: what a response is called, as its answers are now. */
export function namingOf(
  { instance_name: source }: FormDefinition,
  names: Names,
): Result<InstanceNaming, 'form-invalid'> {
  if (!source) return ok(() => undefined);
  const compiled = compileExpression(source, names, WHOLE_LANGUAGE);
  if (!compiled.ok) return formTrouble('settings', 'instance_name', compiled.why, compiled.words?.found);
  const { evaluate } = compiled.value;
  return ok((state) => toText(evaluate(sceneOf(state))).trim() || undefined);
}
