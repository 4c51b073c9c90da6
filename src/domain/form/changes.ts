import { canonicalJson } from '../canonical.ts';
import type { Campaign } from '../document.ts';
import type { Choice, FormDefinition, Row, Translated } from './definition.ts';
import { listOf, type PlacedRow, placeRows } from './rows.ts';

/** How one question of a form differs between two versions. */
export type FormChange = {
  /** In the newer version; in the older one for what is gone. */
  readonly path: string;
  readonly label: Translated | undefined;
  /** What it asked cannot be set beside what is asked now: rounds can no longer be compared by it. */
  readonly breaks: boolean;
} & (
  | { readonly kind: 'added' | 'removed' | 'words' | 'logic' }
  /** It stands in another group now, and its answers under another name. @property from path in the older version */
  | { readonly kind: 'moved'; readonly from: string }
  | { readonly kind: 'type'; readonly before: string; readonly after: string }
  | { readonly kind: 'choices'; readonly added: readonly Choice[]; readonly removed: readonly Choice[] }
);

/** In which order changes are told, after those that break a comparison: what costs answers comes first. */
const KINDS = ['removed', 'moved', 'type', 'choices', 'added', 'logic', 'words'] as const;

/** What a row computes or allows, rather than says. */
const LOGIC = [
  'required',
  'relevant',
  'constraint',
  'calculation',
  'default',
  'read_only',
  'choice_filter',
  'repeat_count',
  'trigger',
] as const;

const WORDS = ['label', 'hint', 'guidance_hint', 'required_message', 'constraint_message', 'media'] as const;

/**
 * What a newer version of a form asks otherwise than an older one, question by question.
 * @param compared paths of the questions by which rounds are compared
 */
export function changesBetween(
  before: FormDefinition,
  after: FormDefinition,
  compared: ReadonlySet<string>,
): FormChange[] {
  const old = rowsOf(before);
  const now = rowsOf(after);
  const gone = [...old.values()].filter(({ path }) => !now.has(path));
  const come = [...now.values()].filter(({ path }) => !old.has(path));
  const moved = new Map(
    come.flatMap(({ path, row }) => {
      const from = gone.filter((one) => one.row.name === row.name);
      return from.length === 1 ? [[path, from[0]?.path ?? ''] as const] : [];
    }),
  );
  const leftBehind = new Set(moved.values());
  const breaks = (path: string): boolean => compared.has(path);
  const changes: FormChange[] = [
    ...gone
      .filter(({ path }) => !leftBehind.has(path))
      .map(({ path, row }) => ({ kind: 'removed' as const, path, label: row.label, breaks: breaks(path) })),
    ...[...now.values()].flatMap((placed): FormChange[] => {
      const { path, row } = placed;
      const from = moved.get(path);
      const former = old.get(from ?? path);
      if (former === undefined) return [{ kind: 'added', path, label: row.label, breaks: false }];
      const told = rowChanges(former, placed, [before, after], breaks(former.path));
      if (from === undefined) return told;
      return [{ kind: 'moved', path, label: row.label, breaks: breaks(from), from }, ...told];
    }),
  ];
  return changes.toSorted(
    (one, other) =>
      Number(other.breaks) - Number(one.breaks) || KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
  );
}

const rowsOf = ({ survey }: FormDefinition): Map<string, PlacedRow> =>
  new Map(placeRows(survey).map((placed) => [placed.path, placed]));

function rowChanges(
  { row: old }: PlacedRow,
  { row, path }: PlacedRow,
  [before, after]: readonly [FormDefinition, FormDefinition],
  isCompared: boolean,
): FormChange[] {
  const one = { path, label: row.label };
  const changes: FormChange[] = [];
  if (old.type !== row.type)
    changes.push({ kind: 'type', ...one, before: old.type, after: row.type, breaks: isCompared });
  const formerly = listOf(before, old);
  const choices = listOf(after, row);
  const added = missingIn(choices, formerly);
  const removed = missingIn(formerly, choices);
  if (added.length + removed.length > 0)
    changes.push({ kind: 'choices', ...one, added, removed, breaks: isCompared && removed.length > 0 });
  if (differ(old, row, LOGIC)) changes.push({ kind: 'logic', ...one, breaks: false });
  if (differ(old, row, WORDS) || reworded(formerly, choices))
    changes.push({ kind: 'words', ...one, breaks: false });
  return changes;
}

/** Those of one list that another one lacks, by name. */
function missingIn(list: readonly Choice[], other: readonly Choice[]): Choice[] {
  const names = new Set(other.map(({ name }) => name));
  return list.filter(({ name }) => !names.has(name));
}

function reworded(before: readonly Choice[], after: readonly Choice[]): boolean {
  const labels = new Map(before.map(({ name, label }) => [name, label]));
  return after.some(({ name, label }) => labels.has(name) && !same(labels.get(name), label));
}

const differ = (old: Row, row: Row, columns: readonly (keyof Row)[]): boolean =>
  columns.some((column) => !same(old[column], row[column]));

const same = (one: unknown, other: unknown): boolean =>
  canonicalJson(one ?? null) === canonicalJson(other ?? null);

/** Questions by which the results compare rounds or are split. */
export const comparedQuestions = ({
  comparisons = [],
  segments = [],
}: Pick<Campaign, 'comparisons' | 'segments'>): Set<string> =>
  new Set([...comparisons, ...segments].map(({ question }) => question));
