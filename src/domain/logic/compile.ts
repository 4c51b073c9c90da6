import { ok, type Result } from '../result.ts';
import type { Expression } from './ast.ts';
import { check, type Names, partsOf } from './check.ts';
import { FUNCTIONS } from './functions/index.ts';
import { OPERATORS } from './operators.ts';
import { parse } from './parse.ts';
import type { ExpressionWhy } from './tokens.ts';
import { type Scene, toNumber, type Value } from './values.ts';

export type Evaluate = (scene: Scene) => Value;

export interface CompiledExpression {
  readonly expression: Expression;
  readonly evaluate: Evaluate;
  /** Paths of the questions it refers to by `${}`, each once. */
  readonly dependsOn: readonly string[];
  /** Whether it refers to its own question by `.`. */
  readonly usesOwn: boolean;
}

/** Parses, checks and compiles an expression to closures; names are resolved to paths once, here. */
export function compileExpression(source: string, names: Names): Result<CompiledExpression, ExpressionWhy> {
  const parsed = parse(source);
  if (!parsed.ok) return parsed;
  const parts = partsOf(parsed.value);
  const problem = check(parts, names);
  if (problem !== undefined) return problem;
  const paths = parts.flatMap((part) => (part.kind === 'question' ? (names.pathOf(part.name) ?? []) : []));
  return ok({
    expression: parsed.value,
    evaluate: closure(parsed.value, names),
    dependsOn: [...new Set(paths)],
    usesOwn: parts.some((part) => part.kind === 'own'),
  });
}

function closure(expression: Expression, names: Names): Evaluate {
  switch (expression.kind) {
    case 'text':
      return constant(expression.text);
    case 'number':
      return constant(Number(expression.text));
    case 'own':
      return (scene) => scene.own;
    case 'question': {
      const path = names.pathOf(expression.name) ?? '';
      return (scene) => scene.answer(path);
    }
    case 'column':
      return (scene) => [scene.column(expression.name)];
    case 'negative': {
      const operand = closure(expression.operand, names);
      return (scene) => -toNumber(operand(scene), scene.zoneMs);
    }
    case 'operation': {
      const operate = OPERATORS[expression.operator];
      const left = closure(expression.left, names);
      const right = closure(expression.right, names);
      return (scene) => operate(left(scene), right(scene), scene);
    }
    case 'call':
      return call(expression.name, expression.args, names);
  }
}

const constant =
  (value: Value): Evaluate =>
  () =>
    value;

function call(name: string, args: readonly Expression[], names: Names): Evaluate {
  const known = FUNCTIONS.get(name);
  if (known === undefined) throw new Error(`unchecked function ${name}`);
  const { apply } = known;
  const closures = args.map((arg) => closure(arg, names));
  return (scene) =>
    apply(
      closures.map((one) => one(scene)),
      scene,
    );
}
