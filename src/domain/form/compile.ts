import type { Names } from '../logic/check.ts';
import { type CompiledExpression, compileExpression } from '../logic/compile.ts';
import { type Graph, graphOf } from '../logic/graph.ts';
import { ok, type Result } from '../result.ts';
import { isDynamicDefault } from './defaults.ts';
import type { Choice, FormDefinition, Row } from './definition.ts';
import { type PageFrame, pageFrames } from './frames.ts';
import { type FormTrouble, formTrouble } from './problem.ts';
import { listOf, namesOf, type PlacedRow, placeRows, shapeTrouble } from './rows.ts';
import { kindOf } from './types/index.ts';
import type { QuestionKind } from './types/kind.ts';

/** Columns that hold an expression. */
const LOGIC_COLUMNS = [
  'relevant',
  'constraint',
  'calculation',
  'required',
  'read_only',
  'choice_filter',
  'default',
] as const;
export type LogicColumn = (typeof LOGIC_COLUMNS)[number];
type Logic = Readonly<Partial<Record<LogicColumn, CompiledExpression>>>;

/** One row with its logic compiled; groups are among them. */
export interface CompiledQuestion extends PlacedRow {
  readonly kind: QuestionKind;
  /** All choices of its list, in the form's order. */
  readonly choices: readonly Choice[];
  readonly logic: Logic;
  /** Paths whose change may change its relevance or its calculated value: its group, and what it refers to. */
  readonly dependsOn: readonly string[];
}

export interface CompiledForm {
  readonly definition: FormDefinition;
  /** By path. */
  readonly questions: ReadonlyMap<string, CompiledQuestion>;
  /** Paths in the order of the survey. */
  readonly order: readonly string[];
  readonly graph: Graph;
  readonly frames: readonly PageFrame[];
  /** Path of `${name}`, if one question has that name. */
  pathOf(name: string): string | undefined;
}

/** Checks a form and compiles its logic; the trouble's words are {row, column, problem, found}. */
export function compileForm(definition: FormDefinition): Result<CompiledForm, 'form-invalid'> {
  const placed = placeRows(definition.survey);
  const names = namesOf(placed);
  const shape = shapeTrouble(definition, placed);
  if (shape !== undefined) return shape;
  const questions = new Map<string, CompiledQuestion>();
  for (const one of placed) {
    const question = compileRow(one, definition, names);
    if (!question.ok) return question;
    questions.set(one.path, question.value);
  }
  const graph = graphOf(new Map([...questions].map(([path, { dependsOn }]) => [path, dependsOn])));
  if (!graph.ok) return cycleTrouble(graph.cycle, questions);
  return ok({
    definition,
    questions,
    order: placed.map((one) => one.path),
    graph: graph.graph,
    frames: pageFrames(placed),
    pathOf: (name) => (names.ambiguous.has(name) ? undefined : names.pathOf(name)),
  });
}

function compileRow(
  placed: PlacedRow,
  definition: FormDefinition,
  names: Names,
): Result<CompiledQuestion, 'form-invalid'> {
  const { row, parent } = placed;
  const choices = listOf(definition, row);
  const logic = compileLogic(row, row.choice_filter ? { ...names, columns: columnsOf(choices) } : names);
  if (!logic.ok) return logic;
  const { relevant, calculation } = logic.value;
  const references = [...(relevant?.dependsOn ?? []), ...(calculation?.dependsOn ?? [])];
  const dependsOn = [...new Set(parent === null ? references : [parent, ...references])];
  return ok({ ...placed, kind: kindOf(row.type), choices, logic: logic.value, dependsOn });
}

function compileLogic(row: Row, names: Names): Result<Logic, 'form-invalid'> {
  const logic: Partial<Record<LogicColumn, CompiledExpression>> = {};
  const plain: Names = { ...names, columns: NONE };
  for (const column of LOGIC_COLUMNS) {
    const source = sourceOf(row, column);
    if (source === undefined) continue;
    const compiled = compileExpression(source, column === 'choice_filter' ? names : plain);
    if (!compiled.ok) return formTrouble(row.name, column, compiled.why, compiled.words?.found);
    // A question whose showing depends on its own value could hide itself while it is being answered.
    if (column === 'relevant' && compiled.value.usesOwn)
      return formTrouble(row.name, column, 'circular', '.');
    logic[column] = compiled.value;
  }
  return ok(logic);
}

const NONE: ReadonlySet<string> = new Set();

/** What pyxform takes for a plain yes or no in `required` and `read_only`. */
const YES = new Set(['yes', 'Yes', 'YES', 'true', 'True', 'TRUE']);
const NO = new Set(['no', 'No', 'NO', 'false', 'False', 'FALSE']);

function sourceOf(row: Row, column: LogicColumn): string | undefined {
  const source = row[column]?.trim();
  if (!source || (column === 'default' && !isDynamicDefault(row))) return undefined;
  if (column !== 'required' && column !== 'read_only') return source;
  if (NO.has(source)) return undefined;
  return YES.has(source) ? 'true()' : source;
}

const columnsOf = (choices: readonly Choice[]): ReadonlySet<string> =>
  new Set(['name', ...choices.flatMap((choice) => Object.keys(choice.columns ?? {}))]);

function cycleTrouble(
  cycle: readonly string[],
  questions: ReadonlyMap<string, CompiledQuestion>,
): FormTrouble {
  const looping = cycle.flatMap((path) => questions.get(path) ?? []);
  const guilty = looping.find(({ logic }) => logic.calculation ?? logic.relevant) ?? looping[0];
  const column = guilty?.logic.calculation === undefined ? 'relevant' : 'calculation';
  const names = looping.map(({ row }) => row.name).join(', ');
  return formTrouble(guilty?.row.name ?? '', column, 'circular', names);
}
