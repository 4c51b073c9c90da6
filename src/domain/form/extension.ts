import type { Answers } from '../answer.ts';
import type { Names } from '../logic/check.ts';
import type { CompiledExpression } from '../logic/compile.ts';
import type { Language } from '../logic/language.ts';
import type { Scene, Value } from '../logic/values.ts';
import type { Result } from '../result.ts';
import type { CompiledForm, CompiledQuestion } from './compile.ts';
import type { Choice, FormDefinition, Row } from './definition.ts';
import type { Instances } from './extended/instances.ts';
import type { Files } from './extended/tables.ts';
import type { Page } from './pages.ts';
import type { FormTrouble } from './problem.ts';
import type { FormState, Sight, Working } from './recompute.ts';
import type { PlacedRow } from './rows.ts';
import type { Kinds } from './types/index.ts';

/**
 * What forms need beyond what most surveys ask with: all functions, location paths, repeats, further types. It is an
 * argument of `compileForm`, so that the app loads it only for a form that does not compile without it.
 */
export interface FormExtension {
  readonly language: Language;
  readonly kinds: Kinds;
  /** The first mistake in the shape of the form, logic apart. */
  shapeTrouble(definition: FormDefinition, placed: readonly PlacedRow[]): FormTrouble | undefined;
  /** What to say of a circle of rows that depend on one another. */
  cycleTrouble(cycle: readonly string[], questions: ReadonlyMap<string, CompiledQuestion>): FormTrouble;
  /** The `default` of a row when it is an expression. */
  dynamicDefault(row: Row): string | undefined;
  /** What the compilation of each row asks of the whole survey. */
  outline(placed: readonly PlacedRow[], names: Names): Outline;
  /** The form with what works for repeats and paths. */
  extend(form: CompiledForm, names: Names): Result<CompiledForm, 'form-invalid'>;
}

export interface Outline {
  /** With what else `${}` may mean: `${last-saved#q}`. */
  readonly names: Names;
  /** Paths of the questions that set off a row's calculation. */
  triggersOf(row: Row): readonly string[] | undefined;
  /** What the expressions of a row read: what they refer to, come to by a path, and repeats whose instances they go over. */
  readsOf(path: string, expressions: readonly CompiledExpression[]): Reads;
}

export interface Reads {
  readonly all: readonly string[];
  /** Those of which every instance is read, wherever the row stands itself. */
  readonly everywhere: ReadonlySet<string> | undefined;
}

/** The working of a form whose questions may stand more than once. Paths have instance numbers: `members[2]/age`. */
export interface ExtendedForm {
  readonly instances: Instances;
  /** Instances of a path that a change may have touched. @param changed by path of the definition, its changed instances */
  touched(answers: Answers, path: string, changed: ReadonlyMap<string, readonly string[]>): readonly string[];
  /** Path of the group or repeat around an instance. */
  holderOf(path: string): string;
  /** A scene that sees all instances, places and choices from where it stands. */
  sceneWith(sight: Sight, scene: Scene): Scene;
  /** Lets a scene answer from memory while nothing changes. */
  remember(scene: Scene): void;
  /** Lets a repeat grow to what its `repeat_count` says now; tells whether it did. */
  grow(working: Working, path: string, count: Value): boolean;
  /** Gives a new response its first instances. */
  begin(working: Working): void;
  /** Every question in the order of the survey, instance by instance. */
  paths(answers: Answers): readonly string[];
  /** Undefined without repeats: then each frame is at most one page. */
  pages(state: FormState): Page[] | undefined;
  /** The same form with further tables, by file name; those that came with it stay as they are. */
  withTables(more: Files): CompiledForm;
  /** What the form's `instance_name` calls the response now; undefined: nothing. */
  instanceName(state: FormState): string | undefined;
  /** The choices of a question in the order and from the source that its row asks for. */
  choices(state: FormState, path: string): readonly Choice[];
  /** A choice from the file of a question, by its name; undefined where its choices stand in the form. */
  choiceNamed(path: string, name: string): Choice | undefined;
}
