import type { EntityItem, Item } from './form.ts';
import { at, type Report } from './problem.ts';

/** A row that an entity takes something from. */
export interface Mention {
  /** Groups and repeats around the row, from the outside in. */
  readonly around: readonly Item[];
  readonly row: number;
  /** Whether the row saves into the entity; else the entity's own row names it. */
  readonly isSaved: boolean;
}

type Path = readonly Item[];
interface Request {
  readonly dataset: string;
  readonly row: number;
  /** The repeats' part of the path: outside of it the answers are not the same person's or thing's. */
  readonly scope: Path;
  readonly wanted: Path;
  readonly saves: readonly Path[];
}

const keyOf = (path: Path): string => path.map(({ name }) => name).join('/');
const isPrefix = (short: Path, long: Path): boolean => short.every((item, index) => long[index] === item);

/** The path up to the innermost repeat. */
const scopeOf = (path: Path): Path => path.slice(0, path.findLastIndex(({ type }) => type === 'repeat') + 1);
const repeatsIn = (path: Path): number => path.filter(({ type }) => type === 'repeat').length;
const belowScope = (path: Path): number => path.length - scopeOf(path).length;

/**
 * Gives each entity a container of its own (pyxform 4.5): as deep as what it takes, and higher where that place is
 * taken. The first that find no place are refused.
 * @returns names of the containers, by list
 */
export function allocate(
  declared: readonly Omit<EntityItem, 'container'>[],
  mentions: ReadonlyMap<string, readonly Mention[]>,
  report: Report,
): Map<string, readonly string[]> {
  const requests = declared.map(({ dataset, row }) =>
    requestOf(dataset, row, mentions.get(dataset) ?? [], report),
  );
  const places = new Map<string, readonly string[]>();
  const [only] = requests;
  if (requests.length === 1 && only !== undefined && only.scope.length === 0)
    return places.set(only.dataset, []);
  const reserved = new Map<string, Request>();
  const rest = inOrder(requests, mentions);
  for (const request of rest) {
    const place = freePlace(request, reserved);
    if (place === undefined)
      report.refuse(at('entities', request.row, 'list_name'), 'entity-place', request.dataset);
    else
      places.set(
        request.dataset,
        place.map(({ name }) => name),
      );
  }
  return places;
}

/** Scopes in the order of the survey, in each its entities by row; those that nothing names come with the form's. */
function inOrder(requests: readonly Request[], mentions: ReadonlyMap<string, readonly Mention[]>): Request[] {
  const first = ({ dataset }: Request): number => mentions.get(dataset)?.[0]?.row ?? Number.POSITIVE_INFINITY;
  const scopes = new Map<string, Request[]>();
  for (const request of [...requests].sort((one, other) => first(one) - first(other))) {
    const key = keyOf(request.scope);
    scopes.set(key, [...(scopes.get(key) ?? []), request]);
  }
  return [...scopes.values()].flatMap((scope) => scope.sort((one, other) => one.row - other.row));
}

function freePlace(request: Request, reserved: Map<string, Request>): Path | undefined {
  const { wanted, scope, saves } = request;
  for (let depth = wanted.length; depth >= scope.length; depth--) {
    const path = wanted.slice(0, depth);
    if (!reserved.has(keyOf(path))) {
      reserved.set(keyOf(path), request);
      for (const save of saves)
        for (let length = save.length; length >= path.length; length--)
          reserved.set(keyOf(save.slice(0, length)), request);
      return path;
    }
    if (saves.some((save) => reserved.has(keyOf(save)))) return undefined;
  }
  return undefined;
}

function requestOf(dataset: string, row: number, mentions: readonly Mention[], report: Report): Request {
  const scopes = mentions.map(({ around }) => scopeOf(around));
  const scope = scopes.reduce(
    (deep, one) => (repeatsIn(one) > repeatsIn(deep) ? one : deep),
    scopes[0] ?? [],
  );
  const inScope = mentions.filter(
    ({ around }) => scopeOf(around) === scope || isSame(scopeOf(around), scope),
  );
  const saves = unique(mentions.filter(({ isSaved }) => isSaved).map(({ around }) => around));
  const wanted = saves.length > 0 ? wantedBySaves(saves) : deepest(inScope.map(({ around }) => around));
  mentions.forEach(({ around, row: at_, isSaved }) => {
    const own = scopeOf(around);
    const isAstray = !isPrefix(own, scope) || (isSaved && !isSame(scopeOf(wanted), own));
    if (isAstray && isSaved) report.refuse(at('survey', at_, 'save_to'), 'entity-scope', dataset);
    else if (isAstray) report.refuse(at('entities', row), 'entity-scope', dataset);
  });
  return { dataset, row, scope, wanted, saves };
}

const isSame = (one: Path, other: Path): boolean => one.length === other.length && isPrefix(one, other);
const unique = (paths: readonly Path[]): Path[] => [
  ...new Map(paths.map((path) => [keyOf(path), path])).values(),
];
const deepest = (paths: readonly Path[]): Path =>
  paths.reduce((deep, one) => (belowScope(one) > belowScope(deep) ? one : deep), paths[0] ?? []);

/** The container that all saving rows share, or the innermost repeat around them where that is deeper. */
function wantedBySaves(saves: readonly Path[]): Path {
  const [first = []] = saves;
  if (saves.length === 1) return first;
  const shared = first.slice(
    0,
    first.findIndex((item, index) => saves.some((path) => path[index] !== item)),
  );
  const common = saves.every((path) => isPrefix(first, path)) ? first : shared;
  const scope = scopeOf(saves.reduce((deep, one) => (repeatsIn(one) > repeatsIn(deep) ? one : deep), first));
  return repeatsIn(scope) > repeatsIn(common) ? scope : common;
}
