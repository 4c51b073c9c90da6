import type { CompiledForm } from '../../../domain/form/compile.ts';
import type { Translated } from '../../../domain/form/definition.ts';
import type { Page } from '../../../domain/form/state.ts';

/** The page that was asked for, if it applies now; else the first one. */
export const pageToShow = (pages: readonly Page[], asked: string | undefined): Page | undefined =>
  pages.find((page) => page.path === asked) ?? pages[0];

export const pagePosition = (pages: readonly Page[], path: string): number =>
  pages.findIndex((page) => page.path === path);

/** The page after this one; undefined when the review comes next. */
export const pageAfter = (pages: readonly Page[], path: string): Page | undefined =>
  pages[pagePosition(pages, path) + 1];

export const pageBefore = (pages: readonly Page[], path: string): Page | undefined =>
  pages[pagePosition(pages, path) - 1];

export const pageAddress = (id: string, path: string, from?: 'review'): string =>
  `/survey/${id}?page=${encodeURIComponent(path)}${from === undefined ? '' : `&from=${from}`}`;

export const reviewAddress = (id: string): string => `/survey/${id}/review`;

/** The language in which a form is asked on a page in `wished`: its own default where it does not have that one. */
export const spokenLanguage = ({ definition }: Pick<CompiledForm, 'definition'>, wished: string): string =>
  definition.languages.includes(wished) ? wished : definition.default_language;

/** A part of the survey: the outermost group around a question, or the instance of the innermost repeat around it. */
export interface Section {
  label: Translated | undefined;
  /** Number of the instance, from 1. */
  instance?: number;
}

export function sectionOf({ questions }: CompiledForm, path: string): Section {
  const inside = path.lastIndexOf('[');
  if (inside !== -1) {
    return {
      label: questions.get(path.slice(0, inside))?.row.label,
      instance: Number.parseInt(path.slice(inside + 1), 10),
    };
  }
  let label: Translated | undefined;
  for (let at: string | null = questions.get(path)?.parent ?? null; at !== null; ) {
    const group = questions.get(at);
    label = group?.row.label ?? label;
    at = group?.parent ?? null;
  }
  return { label };
}
