import { graphOf } from '../../logic/graph.ts';
import { type CompiledQuestion, compileRow, type Whole } from '../compile.ts';
import type { FormDefinition } from '../definition.ts';
import type { FormTrouble } from '../problem.ts';
import { namesOf, type PlacedRow, placeRows } from '../rows.ts';
import { cycleTrouble } from './cycle.ts';
import { EXTENSION } from './index.ts';

/**
 * Every mistake in a form's expressions, and every circle of rows that depend on one another, at once: for an author.
 * `compileForm` ends with the first one.
 */
export function mistakesIn(definition: FormDefinition): FormTrouble[] {
  const placed = placeRows(definition.survey);
  const outline = EXTENSION.outline(placed, namesOf(placed));
  const whole: Whole = { definition, names: outline.names, extension: EXTENSION, outline };
  const troubles: FormTrouble[] = [];
  const read = placed.flatMap((one) => readRow(one, whole, troubles) ?? []);
  return [...troubles, ...cycleTroubles(new Map(read.map((row) => [row.path, row])))];
}

/** A row without the cells that are wrong, which are told. */
function readRow(placed: PlacedRow, whole: Whole, troubles: FormTrouble[]): CompiledQuestion | undefined {
  const { row } = placed;
  const read = compileRow(placed, whole);
  if (read.ok) return read.value;
  troubles.push(read);
  const column = String(read.words?.['column']);
  // Each turn takes one cell away.
  return column in row
    ? readRow({ ...placed, row: { ...row, [column]: undefined } }, whole, troubles)
    : undefined;
}

/** Each is told where it can be broken; what is found next would still be one when that is mended. */
function cycleTroubles(rows: ReadonlyMap<string, CompiledQuestion>): FormTrouble[] {
  const troubles: FormTrouble[] = [];
  const inputs = new Map([...rows].map(([path, { dependsOn }]) => [path, dependsOn]));
  for (let graph = graphOf(inputs); !graph.ok; graph = graphOf(inputs)) {
    const trouble = cycleTrouble(graph.cycle, rows);
    troubles.push(trouble);
    const guilty = graph.cycle.find((path) => rows.get(path)?.row.name === trouble.words?.['row']);
    inputs.set(guilty ?? '', []);
  }
  return troubles;
}
