import { ok, type Result } from '../result.ts';
import type { Call, Expression, Operation } from './ast.ts';
import { check, type Names, partsOf } from './check.ts';
import type { Evaluate } from './functions/define.ts';
import { CORE_LANGUAGE, type Language } from './language.ts';
import { OPERATORS } from './operators.ts';
import type { ExpressionWhy } from './tokens.ts';
import { toBoolean, toNumber, type Value } from './values.ts';

export type { Evaluate } from './functions/define.ts';

export interface CompiledExpression {
  readonly expression: Expression;
  readonly evaluate: Evaluate;
  /** Paths of the questions it refers to by `${}`, each once. */
  readonly dependsOn: readonly string[];
  /** Whether it refers to its own question by `.`. */
  readonly usesOwn: boolean;
}

/** Parses, checks and compiles an expression to closures; names are resolved to paths once, here. */
export function compileExpression(
  source: string,
  names: Names,
  language: Language = CORE_LANGUAGE,
): Result<CompiledExpression, ExpressionWhy> {
  const parsed = language.parse(source);
  if (!parsed.ok) return parsed;
  const parts = partsOf(parsed.value, language.inside);
  const problem = check(parts, names, language.functions);
  if (problem) return problem;
  const paths = parts.flatMap((part) => (part.kind === 'question' ? (names.pathOf(part.name) ?? []) : []));
  return ok({
    expression: parsed.value,
    evaluate: closureOf(parsed.value, names, language),
    dependsOn: [...new Set(paths)],
    usesOwn: parts.some((part) => part.kind === 'own'),
  });
}

/** The closure of a tree that has been checked; what was not (an unknown function) throws when it is evaluated. */
export function closureOf(expression: Expression, names: Names, language: Language): Evaluate {
  const compile = (part: Expression): Evaluate => closureOf(part, names, language);
  switch (expression.kind) {
    case 'text':
      return constant(expression.text);
    case 'number':
      return constant(Number(expression.text));
    case 'own':
      return ownValue;
    case 'question':
      return answerAt(names.pathOf(expression.name) ?? '');
    case 'column':
      return columnNamed(expression.name);
    case 'negative': {
      let sign = -1;
      let [operand] = expression.args;
      for (; operand.kind === 'negative'; [operand] = operand.args) sign = -sign;
      return signed(sign, compile(operand));
    }
    case 'operation': {
      // A long sum leans to the left: walked in a loop, it takes no stack of a small phone.
      const spine: Operation[] = [];
      let left: Expression = expression;
      for (; left.kind === 'operation'; left = left.args[0]) spine.push(left);
      return spine.reduceRight((done, one) => operation(one, done, compile(one.args[1])), compile(left));
    }
    case 'call':
      return call(expression, names, language, compile);
    default:
      return language.locate?.(expression, compile, names) ?? constant('');
  }
}

// Each closure has a function of its own: made in the one above it would keep the tree and all names as long as the form.
const ownValue: Evaluate = (scene) => scene.own;
const answerAt =
  (path: string): Evaluate =>
  (scene) =>
    scene.answer(path);
const columnNamed =
  (name: string): Evaluate =>
  (scene) =>
    scene.column(name);
const signed =
  (sign: number, number: Evaluate): Evaluate =>
  (scene) =>
    sign * toNumber(number(scene), scene);
const constant =
  (value: Value): Evaluate =>
  () =>
    value;

/** `and` and `or` leave out what cannot change the result, as all engines of the field do. */
function operation({ operator }: Operation, left: Evaluate, right: Evaluate): Evaluate {
  if (operator === 'or') return (scene) => toBoolean(left(scene)) || toBoolean(right(scene));
  if (operator === 'and') return (scene) => toBoolean(left(scene)) && toBoolean(right(scene));
  const operate = OPERATORS[operator];
  return (scene) => operate(left(scene), right(scene), scene);
}

function call(
  { name, args }: Call,
  names: Names,
  { functions }: Language,
  compile: (part: Expression) => Evaluate,
): Evaluate {
  const known = functions.get(name);
  if (!known) {
    return () => {
      throw new Error(`unchecked function ${name}`);
    };
  }
  const closures = args.map(compile);
  if ('build' in known) return known.build(closures, args, names, compile);
  const { apply } = known;
  return (scene) =>
    apply(
      closures.map((one) => one(scene)),
      scene,
    );
}
