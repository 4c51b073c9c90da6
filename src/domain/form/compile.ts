import type { Names } from '../logic/check.ts';
import { type CompiledExpression, compileExpression, type Evaluate } from '../logic/compile.ts';
import { type Graph, graphOf } from '../logic/graph.ts';
import { ok, type Result } from '../result.ts';
import type { Choice, CoreType, FormDefinition, Row } from './definition.ts';
import type { ExtendedForm, FormExtension, Outline } from './extension.ts';
import { type PageFrame, pageFrames } from './frames.ts';
import { formTrouble } from './problem.ts';
import { isPlain, listOf, namesOf, type PlacedRow, placeRows } from './rows.ts';
import { CORE_KINDS } from './types/index.ts';
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
  'repeat_count',
] as const;
export type LogicColumn = (typeof LOGIC_COLUMNS)[number];
type Logic = Readonly<Partial<Record<LogicColumn, Evaluate>>>;

/** One row with its logic compiled; groups are among them. */
export interface CompiledQuestion extends PlacedRow {
  readonly kind: QuestionKind;
  /** All choices of its list, in the form's order. */
  readonly choices: readonly Choice[];
  readonly logic: Logic;
  /** Paths whose change may change its relevance or its calculated value: its group, and what it refers to. */
  readonly dependsOn: readonly string[];
  /** Those of them that it reads in all their instances, wherever it stands itself. */
  readonly everywhere: ReadonlySet<string>;
  /** With these its calculation is made only when one of them is answered. */
  readonly triggers: readonly string[] | undefined;
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
  /** Only in a form that was compiled with the extension. */
  readonly extended?: ExtendedForm;
}

/** What the compilation of each row looks at. */
export interface Whole {
  readonly definition: FormDefinition;
  readonly names: Names;
  readonly extension: FormExtension | undefined;
  readonly outline: Outline | undefined;
}

/**
 * Checks a form and compiles its logic; the trouble's words are {row, column, problem, found}.
 * @param extension without it a form with more than the core is trouble, too
 */
export function compileForm(
  definition: FormDefinition,
  extension?: FormExtension,
): Result<CompiledForm, 'form-invalid'> {
  const placed = placeRows(definition.survey);
  const shape = extension?.shapeTrouble(definition, placed);
  if (shape) return shape;
  if (!extension && !isPlain(definition, placed)) return formTrouble('', 'survey', 'wrong-value');
  const plain = namesOf(placed);
  const outline = extension?.outline(placed, plain);
  const names = outline?.names ?? plain;
  const whole: Whole = { definition, names, extension, outline };
  const questions = new Map<string, CompiledQuestion>();
  for (const one of placed) {
    const question = compileRow(one, whole);
    if (!question.ok) return question;
    questions.set(one.path, question.value);
  }
  const graph = graphOf(new Map([...questions].map(([path, { dependsOn }]) => [path, dependsOn])));
  // Which rows, the extension tells: what does not compile is compiled again with it.
  if (!graph.ok)
    return extension?.cycleTrouble(graph.cycle, questions) ?? formTrouble('', 'relevant', 'circular');
  const form: CompiledForm = {
    definition,
    questions,
    order: placed.map((one) => one.path),
    graph: graph.graph,
    frames: pageFrames(placed, questions),
    pathOf: (name) => (names.ambiguous.has(name) ? undefined : names.pathOf(name)),
  };
  return extension?.extend(form, names) ?? ok(form);
}

export function compileRow(placed: PlacedRow, whole: Whole): Result<CompiledQuestion, 'form-invalid'> {
  const { definition, extension, outline } = whole;
  const { row, path, parent } = placed;
  const choices = listOf(definition, row);
  const read = readLogic(row, choices, whole);
  if (!read.ok) return read;
  const triggers = outline?.triggersOf(row);
  const { relevant, calculation, repeat_count } = read.value;
  const watched = [relevant, triggers ? undefined : calculation, repeat_count];
  const expressions = watched.filter((expression) => expression !== undefined);
  const reads = outline?.readsOf(path, expressions);
  const references = reads?.all ?? expressions.flatMap((expression) => expression.dependsOn);
  const all = [...(parent === null ? [] : [parent]), ...references, ...(triggers ?? [])];
  // Each property by itself: an object that is spread has a shape of its own, and there are hundreds.
  return ok({
    path,
    parent,
    row,
    kind: (extension?.kinds ?? CORE_KINDS)[row.type as CoreType] ?? CORE_KINDS.text,
    choices,
    logic: Object.fromEntries(Object.entries(read.value).map(([column, { evaluate }]) => [column, evaluate])),
    dependsOn: [...new Set(all)],
    everywhere: reads?.everywhere ?? NONE,
    triggers,
  });
}

type Read = Partial<Record<LogicColumn, CompiledExpression>>;

function readLogic(row: Row, choices: readonly Choice[], whole: Whole): Result<Read, 'form-invalid'> {
  const logic: Read = {};
  const { definition, names, extension } = whole;
  for (const column of LOGIC_COLUMNS) {
    const source = column === 'default' ? extension?.dynamicDefault(row) : sourceOf(row, column);
    if (!source) continue;
    const columns = column === 'choice_filter' ? columnsOf(choices, row, definition) : NONE;
    const compiled = compileExpression(source, { ...names, columns }, extension?.language);
    if (!compiled.ok) return formTrouble(row.name, column, compiled.why, compiled.words?.found);
    // A question whose showing depends on its own value could hide itself while it is being answered.
    if (column === 'relevant' && compiled.value.usesOwn)
      return formTrouble(row.name, column, 'circular', '.');
    logic[column] = compiled.value;
  }
  return ok(logic);
}

const NONE: ReadonlySet<string> = new Set();

/** In `required` and `read_only` a plain yes or no is none of the form's names (pyxform). */
function sourceOf(row: Row, column: LogicColumn): string | undefined {
  const source = row[column]?.trim() ?? '';
  const isClaim = column === 'required' || column === 'read_only';
  if (!source || (isClaim && /^(?:no|false)$/i.test(source))) return undefined;
  return isClaim && /^(?:yes|true)$/i.test(source) ? 'true()' : source;
}

/** Which columns a list has; an attached file may have any. */
const columnsOf = (choices: readonly Choice[], row: Row, definition: FormDefinition): Names['columns'] =>
  Object.hasOwn(definition.choices, row.list_name ?? '')
    ? new Set(['name', ...choices.flatMap((choice) => Object.keys(choice.columns ?? {}))])
    : { has: () => true };
