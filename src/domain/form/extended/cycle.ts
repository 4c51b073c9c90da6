import type { CompiledQuestion } from '../compile.ts';
import { type FormTrouble, formTrouble } from '../problem.ts';

/** Names a row of a circle where it can be broken, and all rows in it. */
export function cycleTrouble(
  cycle: readonly string[],
  questions: ReadonlyMap<string, CompiledQuestion>,
): FormTrouble {
  const looping = cycle.flatMap((path) => questions.get(path) ?? []);
  const guilty = looping.find(({ logic }) => logic.calculation ?? logic.relevant) ?? looping[0];
  const column = guilty?.logic.calculation ? 'calculation' : 'relevant';
  const names = looping.map(({ row }) => row.name).join(', ');
  return formTrouble(guilty?.row.name ?? '', column, 'circular', names);
}
