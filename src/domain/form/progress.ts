import type { CompiledForm } from './compile.ts';
import type { Page } from './pages.ts';

/**
 * How far a page is: its place among those that apply, and how many that makes with all that may still come. A page that
 * is left out makes fewer of them; no number is ever left out.
 * @param all the pages that apply now
 * @param path of the page; one that does not apply stands for the first
 */
export function progressAt(
  { frames }: CompiledForm,
  all: readonly Page[],
  path: string | null,
): { page: number; pages: number } {
  const at = Math.max(
    0,
    all.findIndex((page) => page.path === path),
  );
  return { page: at + 1, pages: at + 1 + frames.length - (all[at]?.number ?? frames.length) };
}
