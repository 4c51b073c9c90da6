import type { Axis, Expression, Path, Step } from '../../logic/ast.ts';
import { type Names, partsOf } from '../../logic/check.ts';
import type { CompiledExpression } from '../../logic/compile.ts';
import type { Outline, Reads } from '../extension.ts';
import type { PlacedRow } from '../rows.ts';
import { type Instances, instancesOf } from './instances.ts';

/** The top of the answers, above the form's own element; never a question's path. */
const DOCUMENT = '/';
/** The element that holds all questions. */
const FORM = '';

export const LAST_SAVED = 'last-saved#';

/** Which questions each expression reads: location paths are followed over the survey's rows instead of over answers. */
export function outlineOf(placed: readonly PlacedRow[], plain: Names): Outline {
  const names: Names = {
    ...plain,
    pathOf(name) {
      if (!name.startsWith(LAST_SAVED)) return plain.pathOf(name);
      const path = plain.pathOf(name.slice(LAST_SAVED.length));
      return path === undefined ? undefined : LAST_SAVED + path;
    },
  };
  const instances = instancesOf(placed);
  const rows = rowsOf(placed);
  return {
    names,
    triggersOf: (row) => row.trigger?.match(/[^${}\s,]+/g)?.flatMap((name) => names.pathOf(name) ?? []),
    readsOf: (path, expressions) => readsOf(path, expressions, { names, instances, rows }),
  };
}

interface Sight {
  readonly names: Names;
  readonly instances: Instances;
  readonly rows: Rows;
}

function readsOf(path: string, expressions: readonly CompiledExpression[], sight: Sight): Reads {
  const parts = expressions.flatMap(({ expression }) => partsOf(expression));
  const everywhere = new Set(parts.flatMap((part) => reached(part, path, sight)));
  const referred = expressions.flatMap(({ dependsOn }) => dependsOn);
  const repeats = [...referred, ...everywhere].flatMap((read) => {
    const depth = everywhere.has(read) ? 0 : sight.instances.shared(path, read);
    return sight.instances.around(read).slice(depth);
  });
  // What a row reads of itself in other instances is no circle: see `touchedBy`.
  const all = [...everywhere, ...repeats].filter((read) => read !== path);
  return { all, everywhere };
}

/** The questions that a path, or a function which picks among instances, comes to. */
function reached(part: Expression, from: string, { names, rows }: Sight): readonly string[] {
  if (part.kind === 'path') return [...targetsOf(part, from, names, rows)].filter((path) => rows.has(path));
  if (part.kind !== 'call' || part.name !== 'indexed-repeat') return [];
  return part.args.flatMap((arg) => (arg.kind === 'question' ? (names.pathOf(arg.name) ?? []) : []));
}

function targetsOf({ start, steps }: Path, from: string, names: Names, rows: Rows): ReadonlySet<string> {
  let paths = startsOf(start, from, names, rows);
  for (const step of steps) paths = new Set([...paths].flatMap((path) => walk(path, step, rows)));
  return paths;
}

function startsOf(start: Path['start'], from: string, names: Names, rows: Rows): ReadonlySet<string> {
  if (start === 'top') return new Set([DOCUMENT]);
  if (start === 'here') return new Set([from]);
  if (start.kind === 'call') return new Set(start.name === 'current' ? [from] : []);
  if (start.kind === 'question') return new Set(names.pathOf(start.name) ?? []);
  if (start.kind === 'filter') return startsOf(start.of, from, names, rows);
  if (start.kind === 'path') return targetsOf(start, from, names, rows);
  return new Set();
}

/** Rows by path, with what each holds. */
type Rows = ReadonlyMap<string, readonly string[]>;

function rowsOf(placed: readonly PlacedRow[]): Rows {
  const rows = new Map<string, string[]>([[FORM, []]]);
  for (const { path, parent } of placed) {
    rows.set(path, []);
    rows.get(parent ?? FORM)?.push(path);
  }
  return rows;
}

const holderOf = (path: string): string | undefined => {
  if (path === DOCUMENT) return undefined;
  if (path === FORM) return DOCUMENT;
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : FORM;
};

const heldBy = (path: string, rows: Rows): readonly string[] =>
  path === DOCUMENT ? [FORM] : (rows.get(path) ?? []);

const below = (path: string, rows: Rows): string[] =>
  heldBy(path, rows).flatMap((child) => [child, ...below(child, rows)]);

function above(path: string): string[] {
  const holder = holderOf(path);
  return holder === undefined ? [] : [holder, ...above(holder)];
}

const siblings = (path: string, rows: Rows): readonly string[] => {
  const holder = holderOf(path);
  return holder === undefined ? [] : heldBy(holder, rows);
};

const WALKS: Readonly<Record<Axis, (path: string, rows: Rows) => readonly string[]>> = {
  child: heldBy,
  parent: (path) => above(path).slice(0, 1),
  self: (path) => [path],
  attribute: () => [],
  descendant: below,
  'descendant-or-self': (path, rows) => [path, ...below(path, rows)],
  ancestor: above,
  'ancestor-or-self': (path) => [path, ...above(path)],
  following: (_path, rows) => below(FORM, rows),
  'following-sibling': siblings,
  preceding: (_path, rows) => below(FORM, rows),
  'preceding-sibling': siblings,
};

/** Which rows a step may come to; the form's own element goes by any name. */
const walk = (path: string, { axis, test }: Step, rows: Rows): readonly string[] =>
  WALKS[axis](path, rows).filter(
    (at) => test === 'node()' || test === '*' || at === FORM || at.slice(at.lastIndexOf('/') + 1) === test,
  );
