import type { PlacedRow } from './rows.ts';
import type { QuestionKind } from './types/kind.ts';

/** A page as the form lays it out, before relevance: one question, or a `field-list` group with all it holds. */
export interface PageFrame {
  /** Path of the question or of the group. */
  readonly path: string;
  /** Its place among all pages of the form, from 1, whichever apply now. */
  readonly number: number;
  readonly questions: readonly string[];
}

const isFieldList = ({ row }: PlacedRow): boolean =>
  !!row.children && /(?:^|\s)field-list(?:\s|$)/.test(row.appearance ?? '');

/** @param placed all rows in the order of the survey */
export function pageFrames(
  placed: readonly PlacedRow[],
  questions: ReadonlyMap<string, { readonly kind: QuestionKind }>,
): PageFrame[] {
  const frames: PageFrame[] = [];
  let list: { path: string; questions: string[] } | undefined;
  for (const one of placed) {
    if (list && !one.path.startsWith(`${list.path}/`)) list = undefined;
    if (!list && isFieldList(one)) {
      list = { path: one.path, questions: [] };
      frames.push({ ...list, number: frames.length + 1 });
    } else if (questions.get(one.path)?.kind.hasPage) {
      if (list) list.questions.push(one.path);
      else frames.push({ path: one.path, number: frames.length + 1, questions: [one.path] });
    }
  }
  return frames;
}
