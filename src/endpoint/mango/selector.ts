import { type Fields, isFields } from '../couch/json.ts';
import { badRequest, notImplemented, Refusal } from '../couch/refusal.ts';
import { collate } from './collate.ts';
import { stepsOf, valueAt } from './field.ts';
import { bounded, spend, spendOnFields, spendOnText } from './work.ts';

/** Whether a value passes; `undefined` is a field that is not there. */
type Test = (value: unknown) => boolean;

const refuse = (error: string, reason: string): Refusal => new Refusal(400, error, reason);
const badArgument = (operator: string, argument: unknown): Refusal =>
  refuse('bad_arg', `Bad argument for operator ${operator}: ${JSON.stringify(argument).slice(0, 100)}`);

/**
 * A Mango selector as a test of documents, with CouchDB's meaning (`mango_selector.erl`): whatever is said of a field
 * holds only where the field is, `$exists: false` alone excepted; a negation is carried inwards first.
 * @throws Refusal 400 in CouchDB's words, 501 for `$regex`
 */
export function readSelector(selector: unknown): (document: Fields) => boolean {
  if (!isFields(selector)) throw badRequest('Selector must be a JSON object');
  if (weightOf(selector) > WEIGHT_MAX)
    throw refuse('invalid_selector', 'The selector has too many conditions.');
  return bounded(compile(selector, false));
}

/** Of a selector, which is asked of every document. */
const WEIGHT_MAX = 2000;
/** Of a condition that looks at every element of a list. */
const LIST_WEIGHT = 20;

function weightOf(condition: unknown): number {
  if (!isFields(condition)) return 1;
  const weight = Object.entries(condition).reduce(
    (sum, [key, argument]) => sum + entryWeight(key, argument),
    0,
  );
  return Math.max(1, weight);
}

function entryWeight(key: string, argument: unknown): number {
  if (/^\$(and|or|nor)$/.test(key)) {
    return Array.isArray(argument) ? argument.reduce<number>((sum, one) => sum + weightOf(one), 0) : 1;
  }
  if (/^\$(in|nin|all)$/.test(key)) return LIST_WEIGHT;
  if (/^\$(elem|all|keyMap)Match$/.test(key)) return LIST_WEIGHT * (1 + weightOf(argument));
  return key.startsWith('$') && key !== '$not' ? 1 : weightOf(argument);
}

const every = (tests: readonly Test[]): Test =>
  tests.length === 1 && tests[0] ? tests[0] : (value) => tests.every((test) => test(value));
const some =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));

/** @param isNegated whether the opposite is meant: then "all of" becomes "any of the opposites" */
function compile(condition: unknown, isNegated: boolean): Test {
  if (!isFields(condition)) return onPresent(operator('$eq', condition, isNegated));
  const tests = Object.entries(condition).map(([key, argument]) => entry(key, argument, isNegated));
  return isNegated ? some(tests) : every(tests);
}

const onPresent =
  (test: Test): Test =>
  (value) =>
    value !== undefined && test(value);

function entry(key: string, argument: unknown, isNegated: boolean): Test {
  if (key === '$and' || key === '$or' || key === '$nor') return combination(key, argument, isNegated);
  if (key === '$not') {
    if (!isFields(argument)) throw badArgument(key, argument);
    return compile(argument, !isNegated);
  }
  if (key === '$exists') {
    if (typeof argument !== 'boolean') throw badArgument(key, argument);
    return (value) => (value !== undefined) === (argument !== isNegated);
  }
  if (key.startsWith('$')) return onPresent(operator(key, argument, isNegated));
  if (key === '') throw refuse('invalid_selector', 'One or more conditions is missing a field name.');
  const steps = stepsOf(key);
  const test = compile(argument, isNegated);
  return (value) => {
    spend(1);
    return test(valueAt(value, steps));
  };
}

function combination(key: string, argument: unknown, isNegated: boolean): Test {
  if (!Array.isArray(argument)) throw badArgument(key, argument);
  const tests = argument.map((one) => compile(one, isNegated !== (key === '$nor')));
  const needsAll = key === '$or' ? isNegated : !isNegated;
  return needsAll ? every(tests) : some(tests);
}

/** A test of a value that is there. */
function operator(name: string, argument: unknown, isNegated: boolean): Test {
  const make = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  // A regular expression from outside can hold the one thread of the endpoint for as long as it likes.
  if (name === '$regex') throw notImplemented('$regex in a selector');
  if (!make) throw refuse('invalid_operator', `Invalid operator: ${name.slice(0, 100)}`);
  const test = make(argument);
  return (value) => {
    spend(1);
    return test(value) !== isNegated;
  };
}

const compared =
  (isRight: (order: number) => boolean) =>
  (argument: unknown): Test =>
  (value) =>
    isRight(collate(value, argument));

/**
 * Equal for values that `collate` finds equal, and for no others: with it a list is a set, and a list of a hundred
 * thousand beside one in a document does not hold the one thread of the endpoint. Lists and objects, of which there are
 * few in a condition, are symbols, so that no text is taken for them.
 */
class Keys {
  readonly #values = new Set<unknown>();
  readonly #inner = new Map<string, symbol>();

  constructor(name: string, argument: unknown) {
    if (!Array.isArray(argument)) throw badArgument(name, argument);
    for (const value of argument) {
      if (isInner(value)) this.#inner.set(JSON.stringify(value), Symbol());
      else this.#values.add(value);
    }
    for (const key of this.#inner.values()) this.#values.add(key);
  }

  get size(): number {
    return this.#values.size;
  }

  /** Of a document's value: undefined when it is none of those. */
  find(value: unknown): unknown {
    spend(1);
    if (typeof value === 'string') spendOnText(value.length);
    const key = this.#keyOf(value);
    return this.#values.has(key) ? key : undefined;
  }

  has(value: unknown): boolean {
    return this.find(value) !== undefined;
  }

  #keyOf(value: unknown): unknown {
    if (!isInner(value)) return value;
    if (this.#inner.size === 0) return undefined;
    const text = JSON.stringify(value);
    spendOnText(text.length);
    return this.#inner.get(text);
  }
}

const isInner = (value: unknown): value is object => typeof value === 'object' && value !== null;

function listed(name: string, argument: unknown): Test {
  const keys = new Keys(name, argument);
  return (value) => (Array.isArray(value) ? value.some((one) => keys.has(one)) : keys.has(value));
}

function matchOf(name: string, argument: unknown): Test {
  if (!isFields(argument)) throw badArgument(name, argument);
  return compile(argument, false);
}

const wholeNumbers = (argument: unknown): argument is number[] =>
  Array.isArray(argument) && argument.every(Number.isInteger);

const OPERATORS: Readonly<Record<string, (argument: unknown) => Test>> = {
  $eq: compared((order) => order === 0),
  $ne: compared((order) => order !== 0),
  $gt: compared((order) => order > 0),
  $gte: compared((order) => order >= 0),
  $lt: compared((order) => order < 0),
  $lte: compared((order) => order <= 0),
  $in: (argument) => listed('$in', argument),
  $nin: (argument) => {
    const isListed = listed('$nin', argument);
    return (value) => !isListed(value);
  },
  $all: (argument) => {
    const keys = new Keys('$all', argument);
    const [only] = argument as readonly unknown[];
    const isOnly = Array.isArray(only) && (argument as readonly unknown[]).length === 1;
    return (value) => {
      if (!Array.isArray(value)) return false;
      const held = new Set<unknown>();
      for (const one of value) {
        const key = keys.find(one);
        if (key !== undefined) held.add(key);
      }
      return held.size === keys.size || (isOnly && keys.has(value));
    };
  },
  $elemMatch: (argument) => {
    const test = matchOf('$elemMatch', argument);
    return (value) => Array.isArray(value) && value.some(test);
  },
  $allMatch: (argument) => {
    const test = matchOf('$allMatch', argument);
    return (value) => Array.isArray(value) && value.length > 0 && value.every(test);
  },
  $keyMapMatch: (argument) => {
    const test = matchOf('$keyMapMatch', argument);
    return (value) => isFields(value) && keysOf(value).some(test);
  },
  $size: (argument) => {
    if (!Number.isInteger(argument) || Number(argument) < 0) throw badArgument('$size', argument);
    return (value) => Array.isArray(value) && value.length === argument;
  },
  $mod: (argument) => {
    if (!wholeNumbers(argument) || argument.length !== 2 || argument[0] === 0)
      throw badArgument('$mod', argument);
    const [divisor = 1, rest = 0] = argument;
    return (value) => Number.isInteger(value) && Number(value) % divisor === rest;
  },
  $type: (argument) => {
    if (typeof argument !== 'string') throw badArgument('$type', argument);
    return (value) => typeName(value) === argument;
  },
  $beginsWith: (argument) => {
    if (typeof argument !== 'string') throw badArgument('$beginsWith', argument);
    return (value) => typeof value === 'string' && value.startsWith(argument);
  },
};

function keysOf(fields: Fields): string[] {
  const keys = Object.keys(fields);
  spendOnFields(keys);
  return keys;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Fields that a document must have to pass, as far as that can be told without looking at one. */
export function requiredFields(selector: Fields): Set<string> {
  const fields = new Set<string>();
  for (const [key, argument] of Object.entries(selector)) {
    if (key === '$and' && Array.isArray(argument)) {
      for (const one of argument)
        if (isFields(one)) for (const field of requiredFields(one)) fields.add(field);
    } else if (!key.startsWith('$') && !(isFields(argument) && argument['$exists'] === false)) {
      fields.add(key);
    }
  }
  return fields;
}
